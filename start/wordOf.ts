import { join } from 'node:path';
import { isOfFullDisk } from 'embedded-backend/service/errors.ts';
import { SESSION_KEYS } from './office.ts';
import { StartError } from './startError.ts';

/** Start-up failures in one sentence for the person at the console; anything unforeseen keeps its stack. */
export function wordOf(
  cause: unknown,
  { port, host, dataDir }: { port: number; host: string; dataDir: string },
): string {
  if (cause instanceof StartError) return cause.message;
  if (isFull(cause)) return `Đĩa chứa ${dataDir} đã đầy. Giải phóng chỗ trống rồi chạy lại.`;
  const code = codeOf(cause);
  if (code === 'EADDRINUSE')
    return `Cổng ${port} đang có chương trình khác dùng. Dừng chương trình đó, hoặc chọn cổng khác: PORT=${port + 1} npm start`;
  if (code === 'EACCES' && (cause as { syscall?: string }).syscall === 'listen')
    return `Không được phép mở cổng ${port}. Chọn cổng từ 1024 trở lên: PORT=8080 npm start`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `Máy này không có địa chỉ ${host}. Sửa HOST, ví dụ HOST=127.0.0.1 npm start`;
  if (code === 'DAMAGED_KEYS')
    return `Tệp khóa ${join(dataDir, SESSION_KEYS)} bị hỏng. Xóa tệp đó rồi chạy lại: dữ liệu còn nguyên, mọi người đăng nhập lại.`;
  if (code === 'DAMAGED')
    return `Dữ liệu trong ${dataDir} bị hỏng nên không mở, để không ai đọc phải dữ liệu sai (${(cause as Error).message}) Khôi phục bản sao lưu: npm run restore -- THƯ_MỤC_SAO_LƯU --overwrite`;
  if (code === 'NEWER')
    return `Dữ liệu trong ${dataDir} do một phiên bản mới hơn ghi. Hãy chạy phiên bản đó, hoặc chọn DATA_DIR khác.`;
  if (isOfFiles(cause, code)) {
    return `Không ghi được vào thư mục dữ liệu ${dataDir}. Cấp quyền ghi, hoặc chọn thư mục khác: DATA_DIR=/duong/dan npm start`;
  }
  if (code === 'LOCKED')
    return `Thư mục dữ liệu ${dataDir} đang được một tiến trình khác dùng. Mỗi thư mục chỉ chạy một lần; dừng tiến trình kia, hoặc chọn DATA_DIR khác.`;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

export const isFull = (cause: unknown): boolean =>
  isOfFullDisk(cause) || ['ENOSPC', 'EDQUOT'].includes(codeOf(cause) ?? '');

/** Of errors of gRPC it is a number, which says nothing here. */
function codeOf(cause: unknown): string | undefined {
  const code = (cause as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/**
 * ENOENT and SQLite's words for a file of another owner, of the data directory alone: any other file that is missing is a
 * defect.
 */
function isOfFiles(cause: unknown, code: string | undefined): boolean {
  if (code === 'ENOENT' || code?.startsWith('SQLITE_')) return (cause as Error).name === 'DatabaseError';
  return ['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EISDIR'].includes(code ?? '');
}
