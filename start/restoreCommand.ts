import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { restore } from 'embedded-backend/store/restore.ts';
import { BESIDE_DATA, ownerOf, rootDir, SESSION_KEYS } from './office.ts';
import { ArgsError, readArgs } from './readArgs.ts';
import { sayMoment, stampOf } from './moments.ts';
import { wordOf } from './wordOf.ts';

const USAGE = 'Cách dùng: npm run restore -- THƯ_MỤC_SAO_LƯU [--overwrite]';

/** `npm run restore`: a backup takes the place of the data, which are kept beside it (docs/operate.md). */
export function main(args: string[]): void {
  const stop = (sentence: string): never => {
    console.error(sentence);
    process.exit(1);
  };
  const { values, positionals } = (() => {
    try {
      return readArgs({ args, allowPositionals: true, options: { overwrite: { type: 'boolean', default: false } } });
    } catch (cause) {
      if (cause instanceof ArgsError) return stop(`${cause.message}\n${USAGE}`);
      throw cause;
    }
  })();
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) return stop(USAGE);
  const source = resolve(process.env['INIT_CWD'] ?? '.', folder);
  const dataDir = resolve(rootDir, process.env['DATA_DIR'] ?? '.data');
  const owner = ownerOf(dataDir).uid;
  if (process.getuid?.() === 0 && owner !== 0)
    return stop(
      `Chưa khôi phục: ${dataDir} là của người dùng khác (uid ${owner}), và máy chủ sẽ không mở được những tệp do root ghi. Chạy bằng người dùng đó: sudo -u '#${owner}' env DATA_DIR=${dataDir} npm run restore -- …`,
    );
  const now = Date.now();
  try {
    const { backup, kept } = restore(source, dataDir, {
      overwrite: values.overwrite,
      keepIn: `before-restore-${stampOf(now)}`,
      beside: [...BESIDE_DATA, SESSION_KEYS],
      now,
    });
    rmSync(join(dataDir, SESSION_KEYS), { force: true }); // of a backup by an earlier version
    console.log(
      `Đã khôi phục vào ${dataDir} bản sao lưu lúc ${sayMoment(Date.parse(backup.createdAt))}: ${backup.rows['documents'] ?? 0} tài liệu, ${backup.rows['auth_account'] ?? 0} tài khoản.` +
        '\nMọi người phải đăng nhập lại, bằng mật khẩu lúc sao lưu. Ai bị khóa từ lúc đó thì khóa lại: npm run account -- disable …' +
        (kept === null ? '' : `\nDữ liệu trước đó được giữ trong ${kept}; xóa khi không cần nữa.`),
    );
  } catch (cause) {
    stop(wordOfRestore(cause, { source, dataDir }));
  }
}

function wordOfRestore(cause: unknown, { source, dataDir }: { source: string; dataDir: string }): string {
  const { code, message, path } = cause as { code?: string; message: string; path?: string };
  if (path?.startsWith(source))
    return `Chưa khôi phục: không đọc được ${path} (${code}). Thư mục đó phải đọc được với người dùng đang chạy lệnh này.`;
  switch (code) {
    case 'NO_BACKUP':
      return `Không có bản sao lưu trong ${source}. Chỉ thư mục mà npm run backup đã tạo, có tệp backup.json.`;
    case 'DAMAGED':
      return `Chưa khôi phục: bản sao lưu bị hỏng (${message}) Dữ liệu trong ${dataDir} vẫn nguyên. Hãy dùng một bản khác.`;
    case 'NEWER':
      return `Chưa khôi phục: bản sao lưu trong ${source} do một phiên bản mới hơn ghi. Hãy cập nhật chương trình trước. Dữ liệu trong ${dataDir} vẫn nguyên.`;
    case 'HAS_DATA':
      return `Chưa khôi phục: ${dataDir} đang có dữ liệu. Nếu đúng là muốn thay, thêm --overwrite; dữ liệu đang có sẽ được giữ trong một thư mục bên trong.`;
    case 'LOCKED':
      return `Chưa khôi phục: Lịch công tác đang chạy trên ${dataDir}. Dừng nó trước.`;
    default:
      return wordOf(cause, { port: 0, host: '', dataDir });
  }
}
