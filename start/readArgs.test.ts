import { expect, test } from 'vitest';
import { readArgs } from './readArgs.ts';

const options = { name: { type: 'string' }, issue: { type: 'boolean' } } as const;

test.each([
  [['--nmae', 'x'], 'Không có tùy chọn --nmae.'],
  [['-x'], 'Không có tùy chọn -x.'],
  [['--name'], 'Tùy chọn --name thiếu giá trị.'],
  [['--name', '--issue'], 'Tùy chọn --name thiếu giá trị.'],
  [['--issue=1'], 'Tùy chọn --issue không nhận giá trị.'],
])('%j is answered in Vietnamese', (args, words) => {
  expect(() => readArgs({ args, options })).toThrow(words);
});

test('what is right is read', () => {
  const { values } = readArgs({ args: ['--name', 'Hà', '--issue'], options });
  expect(values).toEqual({ name: 'Hà', issue: true });
});
