import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { convertIcsCalendar } from 'ts-ics';
import { describe, expect, test } from 'vitest';
import type { PublishedWeek } from '#domain/publication.ts';
import { localDate } from '#domain/time.ts';
import { vi } from '#i18n/vi.ts';
import { at, clock, publicEntry, publishedWeek, session, settings, week48 } from '#ui/fixtures.ts';
import { eventOf, issuedEntries } from './feedEvents.ts';
import { calendarText, fold } from './ical.ts';

const ORIGIN = 'https://lich.example.vn';
const feed = (...weeks: PublishedWeek[]) =>
  calendarText({
    name: 'Lịch công tác Ban Giám đốc, Sở Giáo dục và Đào tạo tỉnh Vĩnh An',
    source: `${ORIGIN}/ical/board.ics`,
    pageUrl: `${ORIGIN}/lich/board`,
    changed: weeks.length === 0 ? null : Math.max(...weeks.map(({ issuedAt }) => issuedAt)),
    events: issuedEntries(weeks).map((one) =>
      eventOf(one, { origin: ORIGIN, hours: settings, hoursChanged: 0, words: vi }),
    ),
  });

/** An event in one shape for every parser: instants in UTC, days as days. */
interface Read {
  uid: string;
  start: string;
  end: string | null;
  summary: string;
  location: string;
  description: string;
  status: string;
  sequence: number;
  stamp: string;
  lastModified: string;
}

const instant = (date: Date) => date.toISOString().replace('.000Z', 'Z');

function byIcalJs(text: string): Read[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0]);
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')!);
  const moment = (value: InstanceType<typeof ICAL.Time> | null) => {
    if (value === null) return null;
    if (value.isDate) return value.toString();
    const zoned = value.clone();
    if (value.zone !== ICAL.Timezone.utcTimezone) zoned.zone = zone;
    return instant(zoned.toJSDate());
  };
  return calendar.getAllSubcomponents('vevent').map((event) => {
    const value = (name: string) => event.getFirstPropertyValue(name);
    const time = (name: string) => moment(value(name) as InstanceType<typeof ICAL.Time> | null);
    return {
      uid: String(value('uid')),
      start: time('dtstart')!,
      end: time('dtend'),
      summary: String(value('summary')),
      location: String(value('location') ?? ''),
      description: String(value('description') ?? ''),
      status: String(value('status')),
      sequence: Number(value('sequence')),
      stamp: time('dtstamp')!,
      lastModified: time('last-modified')!,
    };
  });
}

function byNodeIcal(text: string): Read[] {
  return Object.values(nodeIcal.sync.parseICS(text)).flatMap((event) => {
    if (event?.type !== 'VEVENT') return [];
    const moment = (date: Date) =>
      // A day is handed out as this machine's midnight.
      event.datetype === 'date'
        ? [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, '0')).join('-')
        : instant(date);
    const end = event.end as Date | undefined;
    return {
      uid: event.uid,
      start: moment(event.start),
      // It makes up an end equal to the start where there is none.
      end: end === undefined || end.getTime() === event.start.getTime() ? null : moment(end),
      summary: String(event.summary),
      location: String(event.location ?? ''),
      description: String(event.description ?? ''),
      status: String(event.status),
      sequence: Number(event.sequence),
      stamp: instant(event.dtstamp),
      lastModified: instant(event.lastmodified),
    };
  });
}

function byTsIcs(text: string): Read[] {
  const calendar = convertIcsCalendar(undefined, text);
  return (calendar.events ?? []).map((event) => {
    const moment = (object: { date: Date; type?: string | undefined }) =>
      object.type === 'DATE' ? object.date.toISOString().slice(0, 10) : instant(object.date);
    return {
      uid: event.uid,
      start: moment(event.start),
      end: event.end ? moment(event.end) : null,
      summary: event.summary,
      location: event.location ?? '',
      description: event.description ?? '',
      status: event.status ?? '',
      sequence: event.sequence ?? 0, // it drops a zero
      stamp: moment(event.stamp),
      lastModified: moment(event.lastModified!),
    };
  });
}

/** Parsers of other languages: a script of server/feedParsers, what it needs, and how to see whether that is there. */
const FOREIGN: readonly { name: string; packages: string; run: readonly string[]; probe: readonly string[] }[] = [
  {
    name: 'Python icalendar',
    packages: 'python3-icalendar',
    run: ['/usr/bin/python3', 'python.py', 'icalendar'],
    probe: ['/usr/bin/python3', '-c', 'import icalendar'],
  },
  {
    name: 'Python vobject',
    packages: 'python3-vobject',
    run: ['/usr/bin/python3', 'python.py', 'vobject'],
    probe: ['/usr/bin/python3', '-c', 'import vobject'],
  },
  {
    name: 'libical (C)',
    packages: 'python3-gi gir1.2-ical-3.0',
    run: ['/usr/bin/python3', 'libical.py'],
    probe: ['/usr/bin/python3', '-c', 'import gi; gi.require_version("ICalGLib", "3.0")'],
  },
  {
    name: 'Perl Data::ICal',
    packages: 'libdata-ical-perl',
    run: ['perl', 'dataIcal.pl'],
    probe: ['perl', '-MData::ICal', '-e', '1'],
  },
  {
    name: 'PHP sabre/vobject',
    packages: 'php-cli php-sabre-vobject',
    run: ['php', 'sabre.php'],
    probe: ['php', '-r', 'exit(stream_resolve_include_path("Sabre/VObject/autoload.php") ? 0 : 1);'],
  },
  {
    name: 'Ruby icalendar',
    packages: 'ruby ruby-icalendar',
    run: ['ruby', 'icalendar.rb'],
    probe: ['ruby', '-rstringio', '-ricalendar', '-e', '1'],
  },
  {
    name: 'PHP AWL',
    packages: 'php-cli libawl-php',
    run: ['php', 'awl.php'],
    probe: ['php', '-r', 'exit(file_exists("/usr/share/awl/inc/vComponent.php") ? 0 : 1);'],
  },
];
const isThere = ([command = '', ...args]: readonly string[]) => spawnSync(command, args).status === 0;
const there = FOREIGN.filter(({ probe }) => isThere(probe));
const missing = FOREIGN.filter((one) => !there.includes(one));

/** Where a parser resolves no time zones it hands out what is written, and which zone. */
type Moment = string | null | { value: string; tzid: string | null };

function instantOfWritten(moment: Moment): string | null {
  if (moment === null || typeof moment === 'string') return moment;
  const [, year, month, day, clock, utc] = /^(\d{4})(\d\d)(\d\d)(?:T(\d{6})(Z)?)?$/.exec(moment.value)!;
  if (clock === undefined) return `${year}-${month}-${day}`;
  expect(utc === 'Z' ? null : 'Asia/Ho_Chi_Minh').toBe(moment.tzid);
  const time = clock.replace(/(..)(..)(..)/, '$1:$2:$3');
  return instant(new Date(`${year}-${month}-${day}T${time}${utc ?? '+07:00'}`));
}

function byForeign([command = '', script = '', ...args]: readonly string[], text: string): Read[] {
  const path = new URL(`./feedParsers/${script}`, import.meta.url).pathname;
  const done = spawnSync(command, [path, ...args], { input: text, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} ${script}: ${done.error?.message ?? done.stderr}`);
  const events = JSON.parse(done.stdout) as Record<keyof Read, unknown>[];
  const moment = (value: unknown) => instantOfWritten(value as Moment);
  return events.map(
    (event) =>
      ({
        ...event,
        start: moment(event.start),
        end: moment(event.end),
        stamp: moment(event.stamp),
        lastModified: moment(event.lastModified),
      }) as Read,
  );
}

const other = publishedWeek('2026-W49', [
  publicEntry('toi', '2026-12-01', session('evening')),
  publicEntry('hoan', '2026-12-02', session('afternoon'), {
    status: 'postponed',
    reason: 'Chờ ý kiến UBND tỉnh',
    sequence: 2,
  }),
  publicEntry('tap-huan', '2026-12-03', clock(450, 690), { lastDate: localDate('2026-12-04') }),
  // Not 00:15: node-ical 0.23.1 doubles the minutes of the first hour.
  publicEntry('dong-tet', '2026-12-05', clock(0, 60), { content: 'Dòng một\nDòng hai' }),
]);

describe('a feed with an entry of every shape', () => {
  const text = feed(week48, other);
  const parsers: [string, () => Read[]][] = [
    ['ical.js', () => byIcalJs(text)],
    ['node-ical', () => byNodeIcal(text)],
    ['ts-ics', () => byTsIcs(text)],
    ...there.map(({ name, run }): [string, () => Read[]] => [name, () => byForeign(run, text)]),
  ];

  // Written by hand from the weeks above, in UTC: 07:30 in the office is 00:30Z.
  const expected: [uid: string, start: string, end: string | null, status: string, summary: string][] = [
    [
      'giao-ban',
      '2026-11-23T00:30:00Z',
      '2026-11-23T01:15:00Z',
      'CONFIRMED',
      'Chào cờ đầu tuần; giao ban Ban Giám đốc',
    ],
    [
      'truc-tuyen',
      '2026-11-23T01:30:00Z',
      '2026-11-23T04:30:00Z',
      'CONFIRMED',
      'Hội nghị trực tuyến tổng kết nhiệm vụ năm học',
    ],
    ['thi-dua', '2026-11-23T07:00:00Z', null, 'CONFIRMED', 'Họp Hội đồng thi đua, khen thưởng'],
    ['duyet-lich', '2026-11-23T09:00:00Z', null, 'CONFIRMED', 'Duyệt lịch công tác tuần 49'],
    ['tiep-dan', '2026-11-24T00:30:00Z', '2026-11-24T04:30:00Z', 'CONFIRMED', 'Tiếp công dân định kỳ'],
    [
      'ra-soat',
      '2026-11-24T01:00:00Z',
      null,
      'CONFIRMED',
      'Làm việc với UBND xã Phúc Lộc về rà soát mạng lưới trường, lớp',
    ],
    ['chuan-quoc-gia', '2026-11-25T01:00:00Z', null, 'CONFIRMED', 'Kiểm tra công nhận trường đạt chuẩn quốc gia'],
    ['iso', '2026-11-25T08:00:00Z', null, 'CANCELLED', 'HỦY: Họp rà soát hệ thống quản lý chất lượng ISO 9001'],
    ['co-quan', '2026-11-26', '2026-11-27', 'CONFIRMED', 'Làm việc tại cơ quan'],
    [
      'van-nghe',
      '2026-11-26T12:30:00Z',
      '2026-11-26T17:00:00Z',
      'CONFIRMED',
      'Hội diễn văn nghệ; “chào mừng” 30 năm \\ tái lập tỉnh, <b>đêm</b> & khuya',
    ],
    ['hdnd', '2026-11-27', '2026-11-29', 'CONFIRMED', 'Dự kỳ họp Hội đồng nhân dân tỉnh'],
    ['toi', '2026-12-01T12:00:00Z', '2026-12-01T14:00:00Z', 'CONFIRMED', 'Họp toi'],
    ['hoan', '2026-12-02T06:30:00Z', '2026-12-02T10:00:00Z', 'CANCELLED', 'HOÃN: Họp hoan'],
    ['tap-huan', '2026-12-03', '2026-12-05', 'CONFIRMED', 'Họp tap-huan'],
    ['dong-tet', '2026-12-04T17:00:00Z', '2026-12-04T18:00:00Z', 'CONFIRMED', 'Dòng một\nDòng hai'],
  ];

  test.each(parsers)('%s reads every entry at its time, with its title and state', (_name, read) => {
    expect(read().map(({ uid, start, end, status, summary }) => [uid, start, end, status, summary])).toEqual(
      expected.map(([uid, ...rest]) => [`${uid}@board.lich-cong-tac`, ...rest]),
    );
  });

  test.skipIf(missing.length > 0)(
    `ten parsers that know nothing of each other read it${missing
      .map(({ name, packages }) => `; ${name} is missing: apt-get install ${packages}`)
      .join('')}`,
    () => {
      expect(parsers).toHaveLength(10);
    },
  );

  test('the parsers agree on everything else too', () => {
    const [first, ...others] = parsers.map(([, read]) => read());
    for (const read of others) expect(read).toEqual(first);
  });

  test('an entry tells who, where, and that its hour is only assumed', () => {
    const event = byIcalJs(text).find(({ uid }) => uid.startsWith('tiep-dan'))!;
    expect(event.location).toBe('Phòng tiếp công dân');
    expect(event.description.split('\n')).toEqual([
      'Giờ tạm tính theo buổi (Sáng 07:30–11:30): lịch không ghi giờ cụ thể.',
      'Chủ trì: PGĐ Phạm Minh Tuấn',
      'Được ủy quyền thay: GĐ Trần Đức Thịnh',
      'Thành phần: Văn phòng',
      'Lịch: Ban Giám đốc',
    ]);
  });

  test('in a season with hours of its own they are assumed', () => {
    const sessions = { ...settings.sessions, morning: { start: 420, end: 660 } };
    const season = { from: '10-15', to: '04-15', sessions };
    const [one] = issuedEntries([publishedWeek('2026-W48', [publicEntry('x', '2026-11-24', session('morning'))])]);
    const event = eventOf(one!, { origin: ORIGIN, hours: { ...settings, season }, hoursChanged: 0, words: vi });
    expect(event.when).toEqual({ date: '2026-11-24', start: 420, end: 660 });
    expect(event.description).toContain('Sáng 07:00–11:00');
  });

  test('evenings of several days are told as evenings: whole days are shown, no hour is assumed', () => {
    const evenings = publicEntry('x', '2026-11-24', session('evening'), { lastDate: localDate('2026-11-25') });
    const [one] = issuedEntries([publishedWeek('2026-W48', [evenings])]);
    const event = eventOf(one!, { origin: ORIGIN, hours: settings, hoursChanged: Date.UTC(2030, 0), words: vi });
    expect(event.when).toEqual({ from: '2026-11-24', to: '2026-11-25' });
    expect(event.description.split('\n')[0]).toBe('Giờ: Tối');
    expect(event.changed).toBe(one!.changed);
  });

  test('an entry over the whole day keeps its hour in words', () => {
    expect(byIcalJs(text).find(({ uid }) => uid.startsWith('hdnd'))!.description).toContain('Giờ: 09:00, cả ngày');
  });

  test('a cancelled entry says why', () => {
    expect(byIcalJs(text).find(({ uid }) => uid.startsWith('iso'))!.description).toMatch(/^Lý do: Ban ISO dự tập huấn/);
  });

  test('stamps are those of the revision that last changed the entry', () => {
    const stamps = byIcalJs(text).map(({ uid, stamp, lastModified, sequence }) => [
      uid.split('@')[0],
      stamp,
      lastModified,
      sequence,
    ]);
    const seconds = (text: string) => (Date.parse(text) - Date.UTC(2020, 0, 1)) / 1000;
    expect(stamps).toContainEqual([
      'giao-ban',
      '2026-11-22T09:00:00Z',
      '2026-11-22T09:00:00Z',
      seconds('2026-11-22T09:00:00Z'),
    ]);
    expect(stamps).toContainEqual([
      'iso',
      '2026-11-23T04:20:00Z',
      '2026-11-23T04:20:00Z',
      seconds('2026-11-23T04:20:00Z'),
    ]);
  });

  test('it names itself, its source and how often to ask; it is no message and has no UID of its own', () => {
    const calendar = new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0]);
    const value = (name: string) => calendar.getFirstPropertyValue(name);
    const lines = text.replaceAll('\r\n ', '').split('\r\n');
    const name = 'Lịch công tác Ban Giám đốc\\, Sở Giáo dục và Đào tạo tỉnh Vĩnh An';
    expect(lines).toContain(`NAME:${name}`);
    expect(lines).toContain(`X-WR-CALNAME:${name}`);
    expect(String(value('source'))).toBe('https://lich.example.vn/ical/board.ics');
    expect(String(value('refresh-interval'))).toBe('PT1H');
    expect(value('method')).toBeNull();
    expect(value('uid')).toBeNull();
  });

  test('its time zone has one STANDARD block and no other', () => {
    const calendar = new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0]);
    const zones = calendar.getAllSubcomponents('vtimezone');
    expect(zones.map((zone) => zone.getFirstPropertyValue('tzid'))).toEqual(['Asia/Ho_Chi_Minh']);
    expect(zones[0]!.getAllSubcomponents().map((block) => block.name)).toEqual(['standard']);
  });

  test('every line ends in CRLF and holds at most 75 octets of whole characters', () => {
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain('\ufffd');
    }
  });

  test('the bytes rest while nothing changes', () => {
    expect(feed(structuredClone(week48), structuredClone(other))).toBe(text);
  });
});

test('folded text unfolds to itself, whatever the letters, and no line is too long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (line) => {
      const text = line.replace(/[\r\n]/g, '');
      const folded = fold(text);
      expect(folded.replaceAll('\r\n ', '')).toBe(text);
      for (const part of folded.split('\r\n')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
    }),
  );
});

test('a title comes out as it went in, whatever the letters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (content) => {
      const title = content.replace(/\p{Cc}/gu, ' ');
      const [event] = byIcalJs(
        feed(publishedWeek('2026-W48', [publicEntry('e', '2026-11-23', clock(480), { content: title })])),
      );
      expect(event!.summary).toBe(title);
    }),
  );
});

describe('an entry that moved to another week', () => {
  const old = (more: Partial<ReturnType<typeof publicEntry>>) =>
    publishedWeek('2026-W48', [publicEntry('doi', '2026-11-23', clock(480), more)]);
  const left = {
    ...old({ status: 'postponed', reason: 'Chuyển sang ngày 01/12', sequence: 1, changedIn: 2 }),
    revisionTimes: { 1: at('2026-11-22', 960), 2: at('2026-11-23', 600) },
  };
  const arrived = publishedWeek('2026-W49', [publicEntry('doi', '2026-12-01', clock(480))]);

  test('is one event, where it takes place now', () => {
    expect(byIcalJs(feed(left, arrived)).map(({ start, status }) => [start, status])).toEqual([
      ['2026-12-01T01:00:00Z', 'CONFIRMED'],
    ]);
  });

  test('never falls back in SEQUENCE on its way', () => {
    const counts = [feed(old({})), feed(left), feed(left, arrived)].map((text) => byIcalJs(text)[0]!.sequence);
    expect(counts).toEqual([...new Set(counts)].sort((a, b) => a - b));
  });
});

test('a calendar without an issued week is an empty feed, not an error', () => {
  expect(byIcalJs(feed())).toEqual([]);
});

test('a day at the turn of the year is that day', () => {
  const [event] = byIcalJs(feed(publishedWeek('2026-W53', [publicEntry('nam-moi', '2027-01-01', clock(30))])));
  expect(event!.start).toBe('2026-12-31T17:30:00Z');
  expect(at('2027-01-01', 30)).toBe(Date.parse(event!.start));
});
