import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOffice } from './office.ts';
import { wordOf } from './wordOf.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'word-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

// As root, who runs these tests in many places, may open every file, these are directories: the system says the same.
test.each(['lock.db', 'embedded-backend.db', 'embedded-backend.db-wal'])(
  '%s, when this user cannot open it, is told in one sentence',
  async (file) => {
    mkdirSync(join(dataDir, file));
    const cause: unknown = await openOffice(dataDir).catch((error: unknown) => error);
    expect(wordOf(cause, { port: 8080, host: '127.0.0.1', dataDir })).toBe(
      `Không ghi được vào thư mục dữ liệu ${dataDir}. Cấp quyền ghi, hoặc chọn thư mục khác: DATA_DIR=/duong/dan npm start`,
    );
  },
);

test('keys that are damaged are told as what they are: no data are lost with them, so no backup is needed', async () => {
  await (await openOffice(dataDir)).close();
  writeFileSync(join(dataDir, 'auth-keys.json'), '{}');
  const cause: unknown = await openOffice(dataDir).catch((error: unknown) => error);
  expect(wordOf(cause, { port: 8080, host: '127.0.0.1', dataDir })).toBe(
    `Tệp khóa ${join(dataDir, 'auth-keys.json')} bị hỏng. Xóa tệp đó rồi chạy lại: dữ liệu còn nguyên, mọi người đăng nhập lại.`,
  );
});
