import { expect, test } from 'vitest';
import { undoCommand, type KeyPress } from '#ui/keyPress.ts';
import { rowCommand } from './keys.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  keyCode: 0,
  ...more,
});

test.each([
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
  ['Home', 'first'],
  ['End', 'last'],
  ['Enter', 'edit'],
  ['Delete', 'delete'],
  ['n', 'quickLine'],
  ['N', 'quickLine'],
  ['h', 'stop'],
  ['d', 'duplicate'],
  ['?', 'keys'],
])('%s on a row means %s', (key, command) => expect(rowCommand(press(key), true)).toBe(command));

test('Alt and an arrow move the entry a day', () => {
  expect(rowCommand(press('ArrowUp', { altKey: true }), true)).toBe('earlierDay');
  expect(rowCommand(press('ArrowDown', { altKey: true }), true)).toBe('laterDay');
});

test('a letter that an input method is composing fires nothing', () => {
  expect(rowCommand(press('n', { isComposing: true }), true)).toBeUndefined();
  expect(rowCommand(press('n', { keyCode: 229 }), true)).toBeUndefined();
});

test('with single letters off, arrows still work', () => {
  expect(rowCommand(press('n'), false)).toBeUndefined();
  expect(rowCommand(press('h'), false)).toBeUndefined();
  expect(rowCommand(press('ArrowDown'), false)).toBe('down');
});

test('the browser keeps its own shortcuts', () => {
  expect(rowCommand(press('n', { ctrlKey: true }), true)).toBeUndefined();
  expect(rowCommand(press('h', { metaKey: true }), true)).toBeUndefined();
  expect(rowCommand(press('n', { altKey: true }), true)).toBeUndefined();
});

test.each([
  ['z', { ctrlKey: true }, 'undo'],
  ['z', { metaKey: true }, 'undo'],
  ['Z', { ctrlKey: true, shiftKey: true }, 'redo'],
  ['y', { ctrlKey: true }, 'redo'],
  ['z', {}, undefined],
  ['z', { ctrlKey: true, altKey: true }, undefined], // AltGr
  ['z', { ctrlKey: true, isComposing: true }, undefined],
])('%s with %o is %s', (key, more, command) => {
  expect(undoCommand({ ...press(key, more), shiftKey: false, ...more })).toBe(command);
});
