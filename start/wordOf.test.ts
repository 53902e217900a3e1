import { status } from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { wordOf } from './wordOf.ts';

test('a command whose server was stopped under it says so in one sentence', () => {
  const cause = Object.assign(new Error('14 UNAVAILABLE: No connection established.'), { code: status.UNAVAILABLE });
  const said = wordOf(cause, { port: 0, host: '', dataDir: '/srv/lich' });
  expect(said).toBe('Lịch công tác đã ngừng chạy giữa chừng. Khi nó chạy trở lại, hãy chạy lại lệnh này.');
});
