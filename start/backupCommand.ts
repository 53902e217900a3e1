import { resolve } from 'node:path';
import { backUp } from 'embedded-backend/store/backup.ts';
import { BESIDE_DATA, rootDir } from './office.ts';
import { stampOf } from './moments.ts';
import { wordOf } from './wordOf.ts';

const USAGE = 'Cách dùng: npm run backup [-- THƯ_MỤC]';

/** `npm run backup`: a verified copy in a new folder (docs/operate.md), while the product runs or while it does not. */
export function main(args: string[]): void {
  const stop = (sentence: string): never => {
    console.error(sentence);
    process.exit(1);
  };
  const [folder, ...more] = args;
  if (more.length > 0 || folder?.startsWith('-')) return stop(USAGE);
  const dataDir = resolve(rootDir, process.env['DATA_DIR'] ?? '.data');
  // npm runs scripts in the project's folder; a relative name is meant from where the person stands.
  const into = folder === undefined ? `${dataDir}-backups` : resolve(process.env['INIT_CWD'] ?? '.', folder);
  const now = Date.now();
  try {
    const { dir, backup } = backUp(dataDir, into, { name: stampOf(now), beside: BESIDE_DATA, now });
    console.log(
      `Đã sao lưu vào ${dir} và đọc lại để kiểm tra: ${backup.rows['documents'] ?? 0} tài liệu, ${backup.rows['auth_account'] ?? 0} tài khoản.\n` +
        'Bản sao có cả nội dung nội bộ và mật khẩu đã băm: cất nơi chỉ người quản trị đọc được, và trên một đĩa khác.',
    );
  } catch (cause) {
    stop(wordOfBackup(cause, { dataDir, into }));
  }
}

function wordOfBackup(cause: unknown, { dataDir, into }: { dataDir: string; into: string }): string {
  const { code, message, path } = cause as { code?: string; message: string; path?: string };
  if (code === 'NO_DATA') return `Chưa có dữ liệu trong ${dataDir}. Kiểm tra DATA_DIR.`;
  if (code === 'DAMAGED')
    return `Chưa sao lưu: dữ liệu trong ${dataDir} bị hỏng (${message}) Giữ các bản sao lưu cũ, và khôi phục bản gần nhất: npm run restore -- THƯ_MỤC_SAO_LƯU --overwrite`;
  if (code === 'ENOSPC') return `Chưa sao lưu: đĩa chứa ${into} đã đầy.`;
  if (path?.startsWith(into)) return `Chưa sao lưu: không ghi được vào ${into} (${code}).`;
  return wordOf(cause, { port: 0, host: '', dataDir });
}
