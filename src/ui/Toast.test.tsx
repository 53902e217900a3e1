// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { Toast } from './Toast.tsx';

afterEach(cleanup);

test('a note comes into a place that was on the page before, so that a screen reader tells it', () => {
  const page = (text?: string) => <Toast onClose={() => {}}>{text}</Toast>;
  const { rerender } = render(page());
  const place = screen.getByRole('status');
  expect(place.textContent).toBe('');
  rerender(page('Đã lưu'));
  expect(screen.getByText('Đã lưu').closest('[role=status]')).toBe(place);
  rerender(page());
  expect(screen.getByRole('status')).toBe(place);
});
