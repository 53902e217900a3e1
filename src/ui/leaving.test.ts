// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { askBeforeLeaving } from './leaving.ts';

const isAsked = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));

test('leaving asks as long as something is on its way, taken or refused', async () => {
  expect(isAsked()).toBe(false);
  let take = (_answer: string) => {};
  let refuse = (_cause: Error) => {};
  const taken = askBeforeLeaving(new Promise<string>((resolve) => (take = resolve)));
  const refused = askBeforeLeaving(new Promise<string>((_resolve, reject) => (refuse = reject)));
  expect(isAsked()).toBe(true);
  take('taken');
  await expect(taken).resolves.toBe('taken');
  expect(isAsked()).toBe(true);
  refuse(new Error('refused'));
  await expect(refused).rejects.toThrow('refused');
  expect(isAsked()).toBe(false);
});
