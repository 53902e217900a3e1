// @vitest-environment node
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { settingsToDocument, holidayToDocument } from '#data/documents.ts';
import { localDate } from '#domain/time.ts';
import { at, clock, publicEntry, publishedWeek, settings, week48 } from '#ui/fixtures.ts';
import { openTestSite } from './testSite.ts';

let site: Awaited<ReturnType<typeof openTestSite>>;

const reception = { day: 15, who: 'Giám đốc Sở', place: 'Phòng tiếp công dân', hours: '7h30–11h30' };
const withRule = () => site.db.doc('settings/agency').set(settingsToDocument({ ...settings, reception }));

beforeAll(async () => {
  site = await openTestSite('reception-test');
});
afterAll(() => site.close());
beforeEach(async () => {
  await site.clear();
  site.restart();
  site.clock.now = at('2026-11-23', 870);
  await site.db.doc('settings/agency').set(settingsToDocument(settings));
});

describe('reception days', () => {
  test('of a year by the rule, rolled over days off, with who, where and when', async () => {
    await withRule();
    const day = localDate('2026-12-15');
    await site.db.doc(`holidays/${day}`).set(holidayToDocument({ date: day, name: 'Nghỉ', kind: 'holiday' }));
    const { status, text, document } = await site.open('/tiep-cong-dan');
    await site.db.doc(`holidays/${day}`).delete();
    expect([status, text('h1')]).toEqual([200, ['Lịch tiếp công dân']]);
    const days = [...document.querySelectorAll('tbody time')].map((time) => time.getAttribute('datetime'));
    expect(days.slice(0, 3)).toEqual(['2026-11-16', '2026-12-16', '2027-01-15']);
    expect(days).toHaveLength(12);
    expect(text('.week tbody')[1]).toBe(
      'Thứ tư 16/12/20267h30–11h30Tiếp công dân định kỳGiám đốc SởPhòng tiếp công dân',
    );
    expect(text('.reception-rule')[0]).toContain('Kỳ tới: Thứ tư 16/12/2026; niêm yết chậm nhất ngày 08/12');
  });

  test('as issued: who acts, what is postponed and why, and one beside the rule', async () => {
    await withRule();
    const rows = [
      publicEntry('dinh-ky', '2026-12-15', clock(450), {
        kind: 'reception',
        content: 'Tiếp công dân định kỳ',
        chairs: ['PGĐ Phạm Minh Tuấn (thay GĐ Trần Đức Thịnh)'],
        status: 'postponed',
        reason: 'Chuyển sang ngày 17/12',
      }),
      publicEntry('doi-ngay', '2026-12-17', clock(450), { kind: 'reception', content: 'Tiếp công dân' }),
      publicEntry('khac', '2026-12-16', clock(450), { content: 'Họp' }),
    ];
    await site.issue(publishedWeek('2026-W51', rows));
    const { text, links, html } = await site.open('/tiep-cong-dan');
    expect(text('.reception-rule')[0]).toMatch(/Kỳ tới: Thứ ba 15\/12.+ Hoãn\. Lý do: Chuyển sang ngày 17\/12\.$/);
    expect(html).not.toContain('application/ld+json');
    const lines = text('.week tbody').filter((line) => line.includes('/12/2026'));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('PGĐ Phạm Minh Tuấn (thay GĐ Trần Đức Thịnh)');
    expect(lines[0]).toContain('Hoãn Lý do: Chuyển sang ngày 17/12');
    expect(lines[1]).toContain('Thứ năm 17/12/2026');
    expect(links('tbody')).toEqual(['/lich/board/2026-W51#d-2026-12-15', '/lich/board/2026-W51#d-2026-12-17']);
  });

  test('names the address to paste into a calendar app apart from the words before it', async () => {
    await withRule();
    expect((await site.open('/tiep-cong-dan')).text('#theo-doi p').at(-1)).toMatch(
      /^Địa chỉ để dán: http.*\/ical\/tiep-cong-dan\.ics$/,
    );
  });

  test('an issued week that does not name its day says so', async () => {
    await withRule();
    await site.issue(publishedWeek('2026-W51', []));
    const { text } = await site.open('/tiep-cong-dan');
    expect(text('.week tbody').filter((line) => line.includes('xin hỏi lại'))).toHaveLength(1);
    const said = text('.reception-rule')[0];
    expect(said).toMatch(/Kỳ tới: Thứ ba 15\/12\/2026;.* chưa ghi buổi này: xin hỏi lại trước khi đến\.$/);
  });

  test('nobody is told to ask before a day that is over', async () => {
    await withRule();
    await site.issue(publishedWeek('2026-W51', []));
    site.clock.now = at('2026-12-16', 480);
    const { text } = await site.open('/tiep-cong-dan');
    expect(text('.week tbody').filter((line) => line.includes('xin hỏi lại'))).toEqual([]);
  });

  test('the next one is the rule’s, not one that the week has beside it', async () => {
    await withRule();
    const row = publicEntry('phong', '2026-12-01', clock(450), { kind: 'reception', content: 'Tiếp công dân' });
    await site.issue(publishedWeek('2026-W49', [row]));
    const { text } = await site.open('/tiep-cong-dan');
    expect(text('.reception-rule')[0]).toContain('Kỳ tới: Thứ ba 15/12/2026');
  });

  test('without a rule are those of issued weeks only', async () => {
    await site.issue(week48);
    const { text } = await site.open('/tiep-cong-dan');
    expect(text('.week tbody')).toHaveLength(1);
    expect(text('.week tbody')[0]).toContain('được ủy quyền thay GĐ Trần Đức Thịnh');
    expect(text('.reception-rule')).toEqual([]);
  });

  test('with neither say that nothing is issued', async () => {
    expect((await site.open('/tiep-cong-dan')).text('main h1')).toContain(
      'Chưa có buổi tiếp công dân nào được ban hành',
    );
  });

  test('change with a revision', async () => {
    await site.issue(week48);
    const etag = (await site.get('/tiep-cong-dan')).headers.get('etag')!;
    expect((await site.get('/tiep-cong-dan', { 'if-none-match': etag })).status).toBe(304);
    await site.issue({ ...week48, entries: [], revision: 3 });
    expect((await site.get('/tiep-cong-dan', { 'if-none-match': etag })).status).toBe(200);
  });
});
