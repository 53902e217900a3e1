import { connect } from 'node:net';
import { once } from 'node:events';
import fc from 'fast-check';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { normalizeEmail } from './accounts.ts';
import { Passwords, TEST_COST } from './password.ts';
import { openRig, type Rig } from './rig.ts';
import { networkOf, Throttle } from './throttle.ts';

// What somebody with bad intentions tries against a running server.

const EMAIL = 'ha@office.test';
const PASSWORD = 'mật khẩu của Hà';
/** Long enough that what comes at once overlaps. */
const SLOW = { N: 2 ** 14, r: 8, p: 1 };

let rig: Rig;
let uid: string;
const open = async (options: Parameters<typeof openRig>[0] = {}) => {
  rig = await openRig(options);
  uid = (await rig.admin.auth.createUser({ email: EMAIL, password: PASSWORD })).uid;
};
beforeEach(() => open());
afterEach(() => rig.close());

const tryPassword = (email: string, password: string, from?: string) =>
  rig.call(
    'signInWithPassword',
    { email, password },
    from === undefined ? {} : { headers: { 'X-Forwarded-For': from } },
  );
const tokens = async () => (await tryPassword(EMAIL, PASSWORD)).body as { idToken: string; refreshToken: string };
const wordOf = ({ body }: { body: Record<string, unknown> }) =>
  (body['error'] as { message: string } | undefined)?.message.split(' : ')[0] ?? 'none';
const count = (words: string[], word: string) => words.filter((each) => each === word).length;

test('guesses sent all at once are no more than guesses sent one after another', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => tryPassword(EMAIL, 'sai')));
  const words = answers.map(wordOf);
  expect([count(words, 'INVALID_LOGIN_CREDENTIALS'), count(words, 'TOO_MANY_ATTEMPTS_TRY_LATER')]).toEqual([5, 7]);
});

test('a right password among those sent at once is found by its owner, and the wrong ones before are forgiven', async () => {
  for (let i = 0; i < 4; i++) await tryPassword(EMAIL, 'sai');
  expect(wordOf(await tryPassword(EMAIL, PASSWORD))).toBe('none');
  for (let i = 0; i < 4; i++) expect(wordOf(await tryPassword(EMAIL, 'sai'))).toBe('INVALID_LOGIN_CREDENTIALS');
});

test('a server with too much to do counts no try that it has not looked at', async () => {
  await rig.close();
  await open({ passwordCost: SLOW });
  const url = `${rig.url}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=any`;
  const send = (email: string) => fetch(url, { method: 'POST', body: JSON.stringify({ email, password: 'sai' }) });
  const crowd = Array.from({ length: 22 }, (_, i) => send(`p${i}@office.test`));
  const refused = await Promise.all(Array.from({ length: 8 }, () => send(EMAIL)));
  await Promise.all(crowd);
  expect(refused.some(({ status }) => status === 503)).toBe(true);
  expect(wordOf(await tryPassword(EMAIL, PASSWORD))).toBe('none');
});

test.each([
  ['in capitals', EMAIL.toUpperCase()],
  ['with blanks', ` ${EMAIL}\t`],
  ['with a Kelvin sign for a k', 'Kim@office.test'.replace('K', '\u212a')],
])('another spelling of an address (%s) is no fresh start', async (_name, spelling) => {
  await rig.admin.auth.createUser({ email: 'kim@office.test', password: PASSWORD });
  const plain = normalizeEmail(spelling);
  for (let i = 0; i < 5; i++) await tryPassword(i % 2 ? spelling : plain, 'sai');
  expect(wordOf(await tryPassword(spelling, PASSWORD))).toBe('TOO_MANY_ATTEMPTS_TRY_LATER');
  expect(wordOf(await tryPassword(plain, PASSWORD))).toBe('TOO_MANY_ATTEMPTS_TRY_LATER');
});

test('an address has one form, however often it is brought into it', () => {
  const hard = [
    'T\u0308',
    'W\u030a',
    '\u0386\u0345',
    'a@xn--s-lym.vn',
    'a@XN--S-LYM.xn--a',
    'a@xn--',
    'xn--a@xn--xn---epa.vn',
  ];
  const letters = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...hard),
    fc.string().map((text) => `a@xn--${text}`),
  );
  fc.assert(fc.property(letters, (text) => normalizeEmail(normalizeEmail(text)) === normalizeEmail(text)));
});

test('an address whose domain has marks is the same as browsers write it', async () => {
  // A field for e-mail gives `ha@xn--s-lym.vn` in Chrome, `ha@sở.vn` in Firefox.
  await rig.admin.auth.createUser({ email: 'ha@sở.vn', password: PASSWORD });
  for (const spelling of ['ha@xn--s-lym.vn', 'Ha@XN--S-LYM.VN', 'ha@SỞ.vn', 'ha@so\u031b\u0309.vn'])
    expect([spelling, wordOf(await tryPassword(spelling, PASSWORD))]).toEqual([spelling, 'none']);
});

test('who has a network of IPv6 addresses has the tries of one address', async () => {
  for (let i = 0; i < 60; i++) await tryPassword(`p${i}@office.test`, 'sai', `2001:db8:1:2::${i.toString(16)}`);
  const from = (address: string) => tryPassword(EMAIL, PASSWORD, address);
  expect(wordOf(await from('2001:db8:1:2:ffff::1'))).toBe('TOO_MANY_ATTEMPTS_TRY_LATER');
  expect(wordOf(await from('2001:db8:1:3::1'))).toBe('none');
});

test.each([
  ['10.0.0.7', '10.0.0.7'],
  ['2001:DB8::1', '2001:db8:0:0::/64'],
  ['2001:db8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
  ['1::2:3:4:5:6:7', '1:0:2:3::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s is of the network %s', (address, network) => expect(networkOf(address)).toBe(network));

test('names sprayed by many do not end the wait of an account under attack, nor fill the memory', () => {
  const throttle = new Throttle({ off: false });
  const tryOnce = (email: string, i: number) => throttle.count(email, `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, 0);
  for (let i = 0; i < 5; i++) tryOnce(EMAIL, i);
  for (let i = 0; i < 40_000; i++) tryOnce(`p${i}@office.test`, i);
  expect(() => tryOnce(EMAIL, 40_000)).toThrow('TOO_MANY_ATTEMPTS_TRY_LATER');
});

test('what a caller says of its address goes into the log as an address only', async () => {
  await tryPassword(EMAIL, 'sai', 'auth: signed in, admin \u009b31m');
  await tryPassword(EMAIL, 'sai', '10.0.0.7');
  expect(rig.log.slice(-2)).toEqual([
    'auth: sign-in refused, "ha@office.test" from 127.0.0.1',
    'auth: sign-in refused, "ha@office.test" from 10.0.0.7',
  ]);
});

test('who is signed out while a new password is being hashed changes nothing', async () => {
  const { idToken } = await tokens();
  const hash = vi.spyOn(Passwords.prototype, 'hash').mockImplementationOnce(async (password) => {
    await rig.admin.auth.revokeRefreshTokens(uid);
    return new Passwords(TEST_COST).hash(password);
  });
  expect(wordOf(await rig.call('update', { idToken, password: 'của kẻ trộm đấy' }))).toBe('TOKEN_EXPIRED');
  expect(hash).toHaveBeenCalledTimes(2); // the one whose place it took, and that one
  hash.mockRestore();
  expect(wordOf(await tryPassword(EMAIL, PASSWORD))).toBe('none');
});

test.each([
  'x,nan.nhan@elsewhere.test',
  'a;b@office.test',
  '"a b"@office.test',
  'a<b>@office.test',
  'a\u200b@office.test',
])('no letter goes to %j, which a mail program would read as something else', async (email) => {
  const { idToken } = await tokens();
  const call = await rig.call('sendOobCode', { requestType: 'VERIFY_AND_CHANGE_EMAIL', idToken, newEmail: email });
  expect(wordOf(call)).toBe('INVALID_EMAIL');
});

test('nobody makes their own token too long for a header, nor an administrator that of somebody new', async () => {
  const { idToken } = await tokens();
  const path = '/v1/projects/demo-office/accounts';
  const refusal = expect.stringMatching(/^INVALID_ARGUMENT/) as string;
  for (const change of [{ displayName: 'x'.repeat(257) }, { photoUrl: `https://x.test/${'x'.repeat(1024)}` }]) {
    expect(wordOf(await rig.call('update', { idToken, ...change }))).toBe('INVALID_ARGUMENT');
    expect(await rig.adminCall('POST', path, change)).toMatchObject({ error: { message: refusal } });
    const users = [{ localId: 'new', ...change }];
    expect(await rig.adminCall('POST', `${path}:batchCreate`, { users })).toMatchObject({
      error: [{ message: refusal }],
    });
  }
});

test('half a letter, which no text on a disk can hold, makes no account unreadable', async () => {
  const { idToken } = await tokens();
  expect((await rig.call('update', { idToken, displayName: 'Hà \ud800' })).status).toBe(200);
  expect((await rig.call('lookup', { idToken })).body).toMatchObject({ users: [{ displayName: 'Hà \ufffd' }] });
  expect(wordOf(await tryPassword(EMAIL, PASSWORD))).toBe('none');
  const admin = (body: object) => rig.adminCall('POST', '/v1/projects/demo-office/accounts', body);
  expect(await admin({ email: 'a\ud800@office.test' })).toMatchObject({ error: { message: 'INVALID_EMAIL' } });
  await admin({ localId: 'a\ud800' });
  expect((await rig.admin.auth.listUsers()).users.map((user) => user.uid)).toContain('a\ufffd');
  expect(rig.log.filter((line) => line.startsWith('damaged:'))).toEqual([]);
});

test('a token of another project, another issuer, another time or another session is refused', async () => {
  const { idToken } = await tokens();
  const cookie = await rig.admin.auth.createSessionCookie(idToken, { expiresIn: 3600_000 });
  expect(wordOf(await rig.call('lookup', { idToken: cookie }))).toBe('INVALID_ID_TOKEN');
  const custom = await rig.admin.auth.createCustomToken(uid);
  expect(wordOf(await rig.call('lookup', { idToken: custom }))).toBe('INVALID_ID_TOKEN');
  expect(decodeJwt(idToken).exp! * 1000).toBeGreaterThan(rig.clock.now);
  rig.clock.now += 3601_000;
  expect(wordOf(await rig.call('lookup', { idToken }))).toBe('INVALID_ID_TOKEN');
});

test.each([
  '//',
  '/%',
  '//identitytoolkit.googleapis.com/v1/accounts:lookup',
  '/identitytoolkit.googleapis.com/%2e%2e/',
])('a request for %s is answered, and the server lives', async (path) => {
  const socket = connect(Number(new URL(rig.url).port), '127.0.0.1');
  socket.end(`POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString('latin1')).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(wordOf(await tryPassword(EMAIL, PASSWORD))).toBe('none');
});
