// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepFocus } from './keepFocus.ts';

let stop = () => {};
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const named = (name: string) => document.querySelector<HTMLElement>(`[data-name="${name}"]`)!;
const button = (name: string) => `<button data-name="${name}">${name}</button>`;
const nowAt = () => (document.activeElement as HTMLElement).dataset['name'] ?? document.activeElement!.tagName;
const drawn = () => vi.advanceTimersByTimeAsync(150);

function page(html: string) {
  document.body.innerHTML = `<main data-name="main" tabindex="-1">${html}</main>`;
  stop = keepFocus(named('main'));
}

test('from a button that did what it was for, to what came in its place', async () => {
  page(`${button('first')}<p>${button('fill')}</p>${button('last')}`);
  named('fill').focus();
  named('fill').outerHTML = `${button('save')}${button('drop')}`;
  expect(nowAt()).toBe('BODY');
  await drawn();
  expect(nowAt()).toBe('save');
});

test('from a line that goes, to the next; from the last to the one before it', async () => {
  page(`<ul><li>${button('a')}</li><li>${button('b')}</li><li>${button('c')}</li></ul>${button('foot')}`);
  named('b').focus();
  named('b').closest('li')!.remove();
  await drawn();
  expect(nowAt()).toBe('c');
  named('c').closest('li')!.remove();
  await drawn();
  expect(nowAt()).toBe('a');
});

test('with a line that is drawn anew elsewhere, at the same of its buttons', async () => {
  const line = (name: string) => `<li data-absence="${name}">${button(`edit ${name}`)}${button(`drop ${name}`)}</li>`;
  page(`<ul>${line('a')}${line('b')}</ul><ul id="later">${line('c')}</ul>`);
  named('drop a').focus();
  document.querySelector('[data-absence=a]')!.remove();
  document.getElementById('later')!.insertAdjacentHTML('beforeend', line('a'));
  await drawn();
  expect(nowAt()).toBe('drop a');
});

test('from something that goes with all that is around it, to what stands nearest', async () => {
  page(`${button('before')}<section><div><p>${button('lost')}</p></div></section>${button('after')}`);
  named('lost').focus();
  const section = document.querySelector('section')!;
  named('lost').remove();
  section.remove();
  await drawn();
  expect(nowAt()).toBe('after');
});

test('with nothing left, to the page itself', async () => {
  page(button('only'));
  named('only').focus();
  named('only').remove();
  await drawn();
  expect(nowAt()).toBe('main');
});

test('never to what cannot be used: disabled, inert, behind an open question, not for Tab', async () => {
  page(
    `<p>${button('lost')}</p><button disabled>off</button><div inert>${button('inert')}</div><i tabindex="-1">no</i>${button('here')}`,
  );
  named('lost').focus();
  named('lost').remove();
  await drawn();
  expect(nowAt()).toBe('here');
  page(`${button('page')}<dialog open>${button('lost')}<p>${button('answer')}</p></dialog>${button('end')}`);
  named('lost').focus();
  named('lost').remove();
  await drawn();
  expect(nowAt()).toBe('answer');
});

test('nowhere where somebody else has put it since, or where it was left before', async () => {
  page(`${button('lost')}${button('next')}${button('wanted')}`);
  named('lost').focus();
  named('lost').remove();
  named('wanted').focus();
  await drawn();
  expect(nowAt()).toBe('wanted');
  named('wanted').blur();
  await drawn();
  named('wanted').remove();
  await drawn();
  expect(nowAt()).toBe('BODY');
});

test('not after a tap: a field would open the keyboard of a phone', async () => {
  page(`${button('lost')}<input data-name="field" />`);
  named('lost').focus();
  document.dispatchEvent(new Event('pointerdown'));
  named('lost').remove();
  await drawn();
  expect(nowAt()).toBe('BODY');
});
