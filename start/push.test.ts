import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { pushContact } from '#server/push.ts';
import { pushOf } from './push.ts';
import { openPushService, type Received } from './testPushService.ts';

const service = await openPushService();
const dataDir = mkdtempSync(join(tmpdir(), 'push-'));
const said: string[] = [];
const push = pushOf({
  dataDir,
  contact: 'https://lich.vinhan.example',
  log: (line) => said.push(line),
  ...(service && { agent: service.agent }),
});
const message = { title: 'Lịch công tác tuần 48', body: 'Họp “giao ban”\nlúc 8h', tag: 'board_2026-W48_2', href: '/x' };
afterAll(async () => {
  rmSync(dataDir, { recursive: true });
  await service?.close();
});
beforeEach(() => {
  said.length = 0;
  service?.received.splice(0);
  service?.asked.splice(0);
  service?.answers(() => 201);
});

describe.runIf(service)('a message to a push service (over TLS, decrypted as a browser does)', () => {
  test('arrives as it was written, signed by this server, and lies there for two days at most', async () => {
    const device = service!.subscribe();
    expect(await push.send(device, message)).toBe('sent');
    const [{ headers, signed, ...got }] = service!.received as [Received];
    expect(got).toEqual({ device: device.id, message });
    expect(signed).toMatchObject({ sub: 'https://lich.vinhan.example', publicKey: push.publicKey });
    expect(headers).toMatchObject({ ttl: '172800', 'content-encoding': 'aes128gcm' });
    expect(headers['topic']).toMatch(/^[A-Za-z0-9_-]{1,32}$/);
  });

  test('the same again has the same topic, another revision another', async () => {
    const device = service!.subscribe();
    await push.send(device, message);
    await push.send(device, message);
    await push.send(device, { ...message, tag: 'board_2026-W48_3' });
    const [first, again, other] = service!.received.map(({ headers }) => headers['topic']);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test.each([
    [404, 'gone'],
    [410, 'gone'],
    [429, 'later'],
    [503, 'later'],
    [400, 'never'],
    [403, 'never'],
    [413, 'never'],
  ])('%i is %s; the log names the service, never the subscription', async (status, outcome) => {
    const device = service!.subscribe();
    service!.answers(() => status);
    expect(await push.send(device, message)).toBe(outcome);
    expect(said).toEqual([`Thông báo đẩy qua fcm.googleapis.com chưa tới: ${status}`]);
  });
});

test.each([
  'https://127.0.0.1/x',
  'https://10.0.0.1:8443/x',
  'https://localhost/x',
  'https://intranet.coquan.vn/x',
  'http://fcm.googleapis.com/x',
  'https://fcm.googleapis.com:8443/x',
  'https://fcm.googleapis.com@10.0.0.1/x',
  'https://fcm.googleapis.com.evil.example/x',
  'https://evilpush.apple.com.evil.example/x',
  'https://notify.windows.com.10.0.0.1.nip.io/x',
  'https://fcm.googleapis.com\\@10.0.0.1/x',
])('%s is no push service: nothing is sent there', async (endpoint) => {
  const device = { id: 'd', endpoint, p256dh: 'x', auth: 'x', createdAt: 0 };
  expect(await push.send(device, message)).toBe('gone');
  expect(service?.asked ?? []).toEqual([]);
});

test('the keys are made once, for the owner’s eyes only, and told to nobody', () => {
  const file = join(dataDir, 'push-keys.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { privateKey } = JSON.parse(readFileSync(file, 'utf8')) as { privateKey: string };
  const again = pushOf({ dataDir, contact: 'https://lich.vinhan.example', log: (line) => said.push(line) });
  expect(again.publicKey).toBe(push.publicKey);
  expect(said.join()).not.toContain(privateKey);
});

test('a damaged file of keys is told in one sentence', () => {
  const other = mkdtempSync(join(tmpdir(), 'push-'));
  writeFileSync(join(other, 'push-keys.json'), '{"publicKey":"x"}');
  expect(() => pushOf({ dataDir: other, contact: 'https://a.vn', log: () => {} })).toThrow(
    /push-keys.json bị hỏng. Khôi phục tệp này từ bản sao lưu/,
  );
  rmSync(other, { recursive: true });
});

test('services are told how to reach who sends', () => {
  expect(pushContact('https://lich.vinhan.example')).toBe('https://lich.vinhan.example');
  expect(pushContact('http://lich.noibo:8080')).toBe('mailto:lich-cong-tac@lich.noibo');
});
