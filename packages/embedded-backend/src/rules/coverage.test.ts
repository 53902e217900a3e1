import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import type { ExpressionReport } from './coverage.ts';
import { coveragePage } from './coveragePage.ts';
import { get, list, user, where } from './rig.ts';

/* Places as they were recorded from the official emulator (1.22) for these very sources. */

const source = (rule: string, head = '') =>
  `rules_version = '2';\nservice cloud.firestore {\n match /databases/{database}/documents {\n${head}\n  ${rule}\n }\n}`;
const onGet = (condition: string) => source(`match /items/{item} { allow get: if ${condition}; }`);
const STORED = { 'items/one': { visible: true } };

/** `[first offset, last offset, [value, count]…, children…]`, for short. */
type Short = [number, number, Record<string, number> | null, ...Short[]];
const short = ({ sourcePosition, values, children = [] }: ExpressionReport): Short => [
  sourcePosition.currentOffset,
  sourcePosition.endOffset,
  values ? Object.fromEntries(values.map(({ value, count }) => [JSON.stringify(value), count])) : null,
  ...children.map(short),
];

function reportAfter(rules: string, reads: number) {
  const ruleset = compile(rules);
  const coverage = ruleset.coverage();
  for (let at = 0; at < reads; at += 1) get(ruleset, 'items/one', { stored: STORED });
  return coverage.report();
}

const TRUE = '{"boolValue":true}';
const RESOURCE =
  '{"mapValue":{"fields":{"data":{"mapValue":{"fields":{"visible":{"boolValue":true}}}},"id":{"stringValue":"one"},"__name__":{"pathValue":{"segments":[{"simple":"databases"},{"simple":"(default)"},{"simple":"documents"},{"simple":"items"},{"simple":"one"}]}}}}}';
const DATA = '{"mapValue":{"fields":{"visible":{"boolValue":true}}}}';

test('a constant condition has nothing to report', () => {
  const rules = onGet('true');
  expect(reportAfter(rules, 2)).toEqual({
    rules: { files: [{ name: 'firestore.rules', content: rules }] },
    report: [],
  });
});

test('each expression tells what it gave, and how often', () => {
  expect(reportAfter(onGet('resource.data.visible == true'), 2).report).toEqual([
    expect.objectContaining({ sourcePosition: { line: 5, column: 39, currentOffset: 127, endOffset: 155 } }),
  ]);
  expect(reportAfter(onGet('resource.data.visible == true'), 2).report.map(short)).toEqual([
    [127, 155, { [TRUE]: 2 }, [127, 147, { [TRUE]: 2 }, [127, 139, { [DATA]: 2 }, [127, 134, { [RESOURCE]: 2 }]]]],
  ]);
});

test('what was never worked out has no values', () => {
  expect(reportAfter(onGet('false && resource.data.missing'), 2).report.map(short)).toEqual([
    [127, 156, { '{"boolValue":false}': 2 }, [136, 156, null, [136, 148, null, [136, 143, null]]]],
  ]);
  expect(reportAfter(onGet('resource.data.visible'), 0).report.map(short)).toEqual([
    [127, 147, null, [127, 139, null, [127, 134, null]]],
  ]);
});

test('an error tells its cause and place', () => {
  const [report] = reportAfter(onGet('resource.data.missing == true'), 1).report;
  const failed = {
    undefined: {
      sourcePosition: { line: 5, column: 39, currentOffset: 127, endOffset: 147 },
      causeMessage: 'there is no field "missing"',
    },
  };
  expect(report!.values).toEqual([{ value: failed, count: 1 }]);
  expect(report!.children![0]!.values).toEqual([{ value: failed, count: 1 }]);
});

test('a function reports its body once and its calls where they stand', () => {
  const rules = source(
    'match /items/{item} { allow get: if accept(resource.data.visible); }',
    '  function accept(value) { let checked = value == true; return checked; }',
  );
  expect(reportAfter(rules, 2).report.map(short)).toEqual([
    [115, 157, { [TRUE]: 2 }, [129, 141, { [TRUE]: 2 }, [129, 133, { [TRUE]: 2 }]], [151, 157, { [TRUE]: 2 }]],
    [200, 227, { [TRUE]: 2 }, [207, 227, { [TRUE]: 2 }, [207, 219, { [DATA]: 2 }, [207, 214, { [RESOURCE]: 2 }]]]],
  ]);
});

test('lists, maps, slices, paths and calls end before the bracket that closes them', () => {
  const two = '{"listValue":{"values":[{"intValue":"1"},{"intValue":"2"}]}}';
  expect(reportAfter(onGet(`[1, 2].size() == 2 && {'ok': true}.ok`), 2).report.map(short)).toEqual([
    [
      127,
      163,
      { [TRUE]: 2 },
      [127, 144, { [TRUE]: 2 }, [127, 137, { '{"intValue":"2"}': 2 }, [127, 131, { [two]: 2 }]]],
      [149, 163, { [TRUE]: 2 }, [149, 159, { '{"mapValue":{"fields":{"ok":{"boolValue":true}}}}': 2 }]],
    ],
  ]);
  expect(reportAfter(onGet('[1, 2, 3][1:2] == [2]'), 1).report.map(short)).toMatchObject([
    [127, 146, { [TRUE]: 1 }, [127, 139, {}, [127, 134, {}]], [145, 146, {}]],
  ]);
  expect(reportAfter(onGet('exists(/databases/$(database)/documents/items/one)'), 1).report.map(short)).toMatchObject([
    [127, 175, { [TRUE]: 1 }, [134, 175, {}, [147, 154, { '{"stringValue":"(default)"}': 1 }]]],
  ]);
});

test('places count characters, not halves of them, and lines end as they end', () => {
  const rules = source(
    `match /items/{item} { /* 中文🚀 */ allow get: if '中文🚀' == '中文🚀' && resource.data.visible; }`,
  ).replaceAll('\n', '\r\n');
  const [report] = reportAfter(rules, 1).report;
  expect(report!.sourcePosition).toEqual({ line: 5, column: 49, currentOffset: 141, endOffset: 179 });
  expect(report!.children!.map(({ sourcePosition }) => sourcePosition)).toEqual([
    { line: 5, column: 49, currentOffset: 141, endOffset: 154 },
    { line: 5, column: 67, currentOffset: 159, endOffset: 179 },
  ]);
});

test('values of every kind', () => {
  const values = (expression: string) => {
    const [report] = reportAfter(onGet(`debug(${expression}) == debug(1)`), 1).report;
    return report!.children![0]!.values!.map(({ value }) => value);
  };
  expect(values('null')).toEqual([{ nullValue: null }]);
  expect(values('1.5')).toEqual([{ floatValue: 1.5 }]);
  expect(values('0.0 / 0.0')).toEqual([{ floatValue: 'NaN' }]);
  expect(values(`duration.value(-1500, 'ms')`)).toEqual([{ durationValue: '-1.5s' }]);
  expect(values(`timestamp.date(1969, 12, 31) + duration.value(1, 'ns')`)).toEqual([
    { timestampValue: '1969-12-31T00:00:00.000000001Z' },
  ]);
  expect(values(`'a'.toUtf8()`)).toEqual([{ bytesValue: 'YQ==' }]);
  expect(values('latlng.value(1, 2)')).toEqual([{ latlngValue: { latitude: 1, longitude: 2 } }]);
  expect(values(`['a'].toSet()`)).toEqual([{ setValue: { values: [{ stringValue: 'a' }] } }]);
  expect(values(`{'a': 1}.diff({})`)).toEqual([
    { mapDiffValue: { left: { mapValue: { fields: { a: { intValue: '1' } } } }, right: { mapValue: { fields: {} } } } },
  ]);
  expect(values('/a/{slot}')).toEqual([
    { pathValue: { segments: [{ simple: 'a' }, { capture: { identifier: 'slot' } }] } },
  ]);
});

test('a query shows that its documents were not looked at', () => {
  const ruleset = compile(source('match /items/{item} { allow list: if resource.data.visible == true; }'));
  const coverage = ruleset.coverage();
  list(ruleset, 'items', { where: where('n', '==', 1) });
  const [report] = coverage.report().report;
  expect(report!.values).toEqual([{ value: { constraintValue: {} }, count: 1 }]);
});

test('memory is bounded: few values are kept, long ones are cut, the rest is counted', () => {
  const ruleset = compile(onGet('resource.data.text.size() > 1'));
  const coverage = ruleset.coverage();
  for (let at = 0; at < 50; at += 1)
    get(ruleset, 'items/one', {
      stored: { 'items/one': { text: `${at}-${'y'.repeat(100_000)}`, more: 'x'.repeat(5_000) } },
    });
  const text = coverage.report().report[0]!.children![0]!.children![0]!;
  expect(text.values!.reduce((sum, { count }) => sum + count, 0)).toBe(50);
  expect(text.values).toHaveLength(21);
  expect(text.values!.at(-1)).toEqual({ value: {}, count: 30 });
  expect(JSON.stringify(coverage.report()).length).toBeLessThan(50_000);
});

test('counting changes no verdict', () => {
  const conditions = [
    'd.visible',
    'd.visible && d.missing',
    'd.missing || d.visible',
    '!d.visible || f(d)',
    'f(d) ? d.x : d.visible',
  ];
  const aCondition = fc
    .array(fc.constantFrom(...conditions), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join(' && '));
  fc.assert(
    fc.property(aCondition, fc.boolean(), (condition, visible) => {
      const rules = source(
        `match /items/{item} { allow get: if ${condition.replaceAll('d.', 'resource.data.').replaceAll('(d)', '(resource.data)')}; }`,
        'function f(x) { let y = x.visible; return y || x.missing; }',
      );
      const world = { stored: { 'items/one': { visible } }, as: user('u') };
      const counting = compile(rules);
      counting.coverage();
      expect(get(counting, 'items/one', world)).toEqual(get(rules, 'items/one', world));
    }),
  );
});

test('the page shows the source with its marks, and escapes it', () => {
  const ruleset = compile(onGet(`resource.data.visible == true && '<script>' != "&" && resource.data.x == 1`));
  const coverage = ruleset.coverage();
  get(ruleset, 'items/one', { stored: STORED });
  const html = coveragePage(coverage.report());
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;');
  expect(html).toContain('title="error: there is no field &quot;x&quot;: 1×"');
  expect(html).toContain('class="one" title="true: 1×"');
  const text = html.slice(html.indexOf('<pre>') + 5, html.indexOf('</pre>'));
  expect(
    text
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&'),
  ).toBe(coverage.report().rules.files[0]!.content);
});
