// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PickList } from './PickList.tsx';

const took = vi.fn();
const options = ['board', 'vp', 'gdtrh'].map((key) => ({ key, label: key.toUpperCase() }));

function List({ look }: { look?: 'field' }) {
  const [value, setValue] = useState('board');
  const take = (key: string) => {
    took(key);
    setValue(key);
  };
  return <PickList label="Lịch" options={options} value={value} onChange={take} {...(look && { look })} />;
}
const list = () => screen.getByRole<HTMLSelectElement>('combobox');
/** What a browser does with a closed list. */
function arrowTo(value: string) {
  fireEvent.keyDown(list(), { key: 'ArrowDown' });
  fireEvent.change(list(), { target: { value } });
}
beforeEach(() => void took.mockReset());
afterEach(cleanup);

test('what the arrows pass by is not done; Enter does what they came to', () => {
  render(<List />);
  arrowTo('vp');
  arrowTo('gdtrh');
  expect(took).not.toHaveBeenCalled();
  expect(list().value).toBe('gdtrh');
  expect(list().getAttribute('aria-label')).toBe('Lịch: GDTRH');
  fireEvent.keyDown(list(), { key: 'Enter' });
  expect(took.mock.calls).toEqual([['gdtrh']]);
});

test.each([
  ['Escape', () => fireEvent.keyDown(list(), { key: 'Escape' })],
  ['leaving', () => fireEvent.blur(list())],
])('%s lets it be', (_way, leave) => {
  render(<List />);
  arrowTo('vp');
  leave();
  expect(list().value).toBe('board');
  fireEvent.keyDown(list(), { key: 'Enter' });
  expect(took).not.toHaveBeenCalled();
});

test('one taken from the opened list is done at once, by pointer or by keys', () => {
  render(<List />);
  fireEvent.change(list(), { target: { value: 'vp' } });
  fireEvent.keyDown(list(), { key: 'ArrowDown', altKey: true });
  fireEvent.change(list(), { target: { value: 'gdtrh' } });
  fireEvent.keyDown(list(), { key: ' ' });
  fireEvent.change(list(), { target: { value: 'board' } });
  expect(took.mock.calls).toEqual([['vp'], ['gdtrh'], ['board']]);
});

test('a field of a form holds what the arrows come to: it does nothing yet', () => {
  render(<List look="field" />);
  arrowTo('vp');
  expect(took.mock.calls).toEqual([['vp']]);
});
