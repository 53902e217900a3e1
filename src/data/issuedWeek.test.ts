import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseWeekId } from '#domain/week.ts';
import { readIssuedWeek } from './issuedWeek.ts';

const week = parseWeekId('2026-W48')!;
const answer = (status: number, body: unknown) => Promise.resolve(new Response(JSON.stringify(body), { status }));
const fetchMock = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();

beforeEach(() => {
  vi.stubGlobal('fetch', fetchMock);
  vi.stubEnv('VITE_FIREBASE_CONFIG', '{"projectId":"lich","apiKey":"k"}');
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

const text = (stringValue: string) => ({ stringValue });
const fields = {
  calendar: text('board'),
  calendarName: text('Ban Giám đốc'),
  agencyName: text('Sở Giáo dục'),
  week: text('2026-W48'),
  from: text('2026-11-23'),
  to: text('2026-11-29'),
  number: { integerValue: '48' },
  revision: { integerValue: '2' },
  issuedAt: { timestampValue: '2026-11-23T04:20:00.123456789Z' },
  revisionTimes: {
    mapValue: {
      fields: { 1: { timestampValue: '2026-11-22T09:00:00Z' }, 2: { timestampValue: '2026-11-23T04:20:00.1Z' } },
    },
  },
  documentNo: text('48/LCT'),
  signer: text('Chánh Văn phòng Đỗ Thu Hà'),
  remarks: { nullValue: null },
  replacesInvitation: { booleanValue: false },
  duty: { mapValue: {} },
  entries: { arrayValue: {} },
  changes: { arrayValue: { values: [] } },
  entryIds: { arrayValue: {} },
};

test('reads a week as the REST API writes it, with one plain request', async () => {
  fetchMock.mockReturnValueOnce(answer(200, { name: 'projects/…', fields }));
  expect(await readIssuedWeek('board', week)).toMatchObject({
    calendarName: 'Ban Giám đốc',
    number: 48,
    issuedAt: Date.UTC(2026, 10, 23, 4, 20, 0, 123),
    revisionTimes: { 1: Date.UTC(2026, 10, 22, 9), 2: Date.UTC(2026, 10, 23, 4, 20, 0, 100) },
    remarks: null,
    replacesInvitation: false,
    duty: {},
    entries: [],
  });
  const [url, init] = fetchMock.mock.lastCall!;
  expect(url).toBe(
    'https://firestore.googleapis.com/v1/projects/lich/databases/(default)/documents/publishedWeeks/board_2026-W48?key=k',
  );
  expect(init.headers).toBeUndefined(); // none that a browser would ask leave for
});

test('knows a week that was not issued from a project that is not there', async () => {
  const error = (message: string) => answer(404, { error: { code: 404, status: 'NOT_FOUND', message } });
  fetchMock.mockReturnValueOnce(
    error('Document "projects/lich/databases/(default)/documents/publishedWeeks/board_2026-W48" not found.'),
  );
  expect(await readIssuedWeek('board', week)).toBeNull();
  fetchMock.mockReturnValueOnce(error('The database (default) does not exist for project lich'));
  await expect(readIssuedWeek('board', week)).rejects.toThrow('404');
});

test.each([403, 429, 503])('a %s is a failure, and no week without entries', async (status) => {
  fetchMock.mockReturnValueOnce(answer(status, { error: { code: status, status: 'X', message: '' } }));
  await expect(readIssuedWeek('board', week)).rejects.toThrow(String(status));
});
