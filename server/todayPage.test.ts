// @vitest-environment node
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, clock, publicEntry, publishedWeek, week48 } from '#ui/fixtures.ts';
import { openTestSite } from './testSite.ts';

let site: Awaited<ReturnType<typeof openTestSite>>;

beforeAll(async () => {
  site = await openTestSite('today-test');
});
afterAll(() => site.close());
beforeEach(async () => {
  await site.clear();
  site.clock.now = at('2026-11-23', 870); // Monday, 14:30
  await site.issue(week48);
  await site.issue(
    publishedWeek('2026-W48', [publicEntry('giao-ban', '2026-11-23', clock(420), { content: 'Giao ban phòng' })], {
      calendar: 'gdtrh',
      calendarName: 'Phòng Giáo dục Trung học',
      issuedAt: at('2026-11-23', 700),
    }),
  );
});

describe('today', () => {
  test('shows every calendar’s entries of today, each calendar leading to its week', async () => {
    const { status, text, links } = await site.open('/hom-nay');
    expect(status).toBe(200);
    expect(text('h1')).toEqual(['Lịch công tác hôm nay Thứ hai, 23/11/2026']);
    expect(text('tbody th b')).toEqual(['BGĐ', 'Phòng GDTrH']);
    expect(text('tbody .what')).toHaveLength(5);
    expect(text('tbody .what')[4]).toBe('Giao ban phòng');
    expect(links('tbody th')).toEqual(['/lich/board/2026-W48#d-2026-11-23', '/lich/gdtrh/2026-W48#d-2026-11-23']);
  });

  test('says of whom nothing is scheduled, and apart from them who has not issued the week', async () => {
    site.clock.now = at('2026-11-24', 480);
    const { text } = await site.open('/hom-nay');
    expect(text('.names')).toEqual(['Không có lịch: Phòng GDTrH']);
    await site.db.doc('publishedWeeks/gdtrh_2026-W48').delete();
    expect((await site.open('/hom-nay')).text('.names')).toEqual(['Tuần này chưa ban hành: Phòng GDTrH']);
  });

  test('is the new day from midnight on', async () => {
    const before = (await site.get('/hom-nay')).headers.get('etag')!;
    site.clock.now = at('2026-11-24', 0);
    expect((await site.get('/hom-nay', { 'if-none-match': before })).status).toBe(200);
    expect((await site.open('/hom-nay')).text('h1')[0]).toContain('Thứ ba, 24/11/2026');
  });

  test('a week that nobody has issued is not said to be empty', async () => {
    await site.clear();
    const { status, text, document } = await site.open('/hom-nay');
    expect([status, text('h1')[0]]).toEqual([200, 'Lịch công tác hôm nay Thứ hai, 23/11/2026']);
    expect(document.body.textContent).not.toContain('Không có lịch');
    expect(document.body.textContent).toContain('Chưa đơn vị nào ban hành lịch tuần này');
  });

  test('a day off is named, once, whichever calendar was issued with it', async () => {
    expect((await site.open('/hom-nay')).text('.day-off')).toEqual([]);
    const holidays = { '2026-11-23': 'Nghỉ bù: thay chủ nhật', '2026-11-24': 'Nghỉ lễ: Ngày Văn hóa' };
    await site.issue(publishedWeek('2026-W48', [], { calendar: 'gdtrh', issuedAt: at('2026-11-23', 800), holidays }));
    expect((await site.open('/hom-nay')).text('.day-off')).toEqual(['Nghỉ bù: thay chủ nhật']);
    expect((await site.open('/lich/tat-ca/2026-W48')).text('.day-off')).toEqual(Object.values(holidays));
  });

  test('leads to tomorrow, on a Sunday in the next week', async () => {
    expect((await site.open('/hom-nay')).links()).toContain('/lich/tat-ca/2026-W48#d-2026-11-24');
    site.clock.now = at('2026-11-29', 600);
    expect((await site.open('/hom-nay')).links()).toContain('/lich/tat-ca/2026-W49#d-2026-11-30');
  });
});

describe('all calendars of a week', () => {
  test('stand in one table by time, each entry with its calendar, though ids are the same', async () => {
    const { text, links } = await site.open('/lich/tat-ca/2026-W48');
    expect(text('#d-2026-11-23 .time').slice(0, 2)).toEqual(['07:00 + Lịch của tôi', '07:30–08:15 + Lịch của tôi']);
    const files = ['/ical/gdtrh/2026-W48/giao-ban.ics', '/ical/board/2026-W48/giao-ban.ics'];
    expect(links('#d-2026-11-23 .time').slice(0, 2)).toEqual(files);
    expect(text('#d-2026-11-23 .state').slice(0, 2)).toEqual(['Phòng GDTrH', 'BGĐ']);
    expect(text('h1')).toEqual(['Lịch công tác tuần 48 23/11 – 29/11/2026']);
  });

  test('this week has an address that stays this week’s', async () => {
    expect((await site.open('/lich/tat-ca')).text('h1')).toEqual(['Lịch công tác tuần 48 23/11 – 29/11/2026']);
  });

  test('a week of which no calendar is issued says so', async () => {
    const { status, text, document } = await site.open('/lich/tat-ca/2026-W50');
    expect([status, text('h1')]).toEqual([200, ['Tuần 50/2026 chưa ban hành']]);
    expect(document.body.textContent).not.toContain('Không có lịch');
  });

  test.each(['/lich/tat-ca/2026-W54', '/lich/tat-ca/48'])('%s is no week', async (path) => {
    const { status, text } = await site.open(path);
    expect([status, text('h1')]).toEqual([404, ['Không có tuần này']]);
  });
});

test.each(['/', '/hom-nay', '/lich/tat-ca', '/lich/board/2026-W49', '/khong-co'])(
  '%s leads to today, and finds by a form that needs no script',
  async (path) => {
    const { document, links } = await site.open(path);
    expect(links('nav')).toContain('/hom-nay');
    const form = document.querySelector('.pub-line > form')!;
    expect([form.getAttribute('action'), form.querySelector('input')!.name]).toEqual(['/tim', 'q']);
  },
);
