// @vitest-environment node
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clock, publicEntry, publishedWeek, session, week48 } from '#ui/fixtures.ts';
import { weekCsv, weekJson } from './weekData.ts';
import { weekSchema } from './weekSchema.ts';

const ORIGIN = 'https://lich.example.vn';
const schema = weekSchema(ORIGIN);
const validate = new Ajv2020({ validateFormats: false, allErrors: true }).compile(schema);

const json = (week = week48) => JSON.parse(weekJson(week, ORIGIN)) as Record<string, unknown> & { entries: object[] };
const rows = (csv: string) => parse(csv, { bom: true, columns: true, relax_quotes: false }) as Record<string, string>[];

describe('a week as JSON', () => {
  test('is what its schema says, with an entry of every shape', () => {
    validate(json());
    expect(validate.errors).toBeNull();
    validate(json(publishedWeek('2026-W49', [])));
    expect(validate.errors).toBeNull();
  });

  test('has no field that the schema does not tell of', () => {
    const data = json();
    const named = (object: object) => Object.keys(object).sort();
    expect(named(data)).toEqual(named(schema.properties));
    const { items } = schema.properties['entries'] as { items: { properties: object } };
    for (const entry of data.entries) expect(named(entry)).toEqual(named(items.properties));
  });

  test('tells times as people write them, and what is not stated as not stated', () => {
    const times = json().entries.map((entry) => {
      const { id, session: part, start, end } = entry as Record<string, string | null>;
      return [id, part, start, end];
    });
    expect(times).toContainEqual(['giao-ban', null, '07:30', '08:15']);
    expect(times).toContainEqual(['thi-dua', null, '14:00', null]);
    expect(times).toContainEqual(['tiep-dan', 'morning', null, null]);
    expect(times).toContainEqual(['van-nghe', null, '19:30', '24:00']);
    expect(times).toContainEqual(['hdnd', 'allDay', '09:00', null]);
  });

  test('tells whom to name, under which licence, and where the page is', () => {
    expect(json()).toMatchObject({
      licence: 'https://creativecommons.org/licenses/by/4.0/',
      attribution: 'Sở Giáo dục và Đào tạo tỉnh Vĩnh An',
      page: 'https://lich.example.vn/lich/board/2026-W48',
      revision: 2,
      adjustment: 1,
      issuedAt: '2026-11-23T04:20:00Z',
      revisions: [
        { revision: 1, issuedAt: '2026-11-22T09:00:00Z' },
        { revision: 2, issuedAt: '2026-11-23T04:20:00Z' },
      ],
    });
  });
});

describe('a week as CSV', () => {
  test('has a row an entry under the names of its fields, and opens in Excel as Vietnamese', () => {
    const csv = weekCsv(week48);
    expect(csv.startsWith('\uFEFFid,date,lastDate,session,start,end,content,')).toBe(true);
    expect(csv.endsWith('\r\n')).toBe(true);
    const [first, second] = rows(csv);
    expect(rows(csv)).toHaveLength(week48.entries.length);
    expect(first).toMatchObject({
      id: 'giao-ban',
      date: '2026-11-23',
      start: '07:30',
      end: '08:15',
      attendees: 'Ban Giám đốc; Trưởng các phòng',
      place: 'Hội trường tầng 2',
      status: 'planned',
    });
    expect(second!['connectionPoints']!.split('; ')).toHaveLength(8);
  });

  test('gives every text back as it was, whatever the letters', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter((one) => !/^[\s\uFEFF]*[=+\-@＝＋－＠]/.test(one));
    fc.assert(
      fc.property(text, text, (content, place) => {
        const week = publishedWeek('2026-W48', [
          publicEntry('e', '2026-11-23', session('morning'), { content, place }),
        ]);
        expect(rows(weekCsv(week))[0]).toMatchObject({ content, place });
      }),
    );
  });

  test('holds nothing that a spreadsheet would run', () => {
    const bad = fc
      .tuple(
        fc.constantFrom('', ' ', '\t', '\n'),
        fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠'),
        fc.string(),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(bad, (content) => {
        const week = publishedWeek('2026-W48', [
          publicEntry('e', '2026-11-23', clock(480), { content, reason: content }),
        ]);
        const [row] = rows(weekCsv(week));
        expect(row!['content']).toBe(`'${content}`);
        expect(row!['reason']).toBe(`'${content}`);
      }),
    );
  });
});
