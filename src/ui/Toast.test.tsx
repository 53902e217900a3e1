// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Toast } from './Toast.tsx';

afterEach(cleanup);

test('a note comes into a place that was on the page before, so that a screen reader tells it', () => {
  const page = (text?: string) => <Toast note={text ? { text } : null} onClose={() => {}} />;
  const { rerender } = render(page());
  const place = screen.getByRole('status');
  expect(place.textContent).toBe('');
  rerender(page('Đã lưu'));
  expect(screen.getByText('Đã lưu').closest('[role=status]')).toBe(place);
  rerender(page());
  expect(screen.getByRole('status')).toBe(place);
});

test('when its button was pressed and goes, the focus is back where it came from', async () => {
  const page = (action: boolean) => (
    <>
      <button type="button">Trước</button>
      <Toast note={{ text: 'Đã xóa' }} action={action && <button type="button">Hoàn tác</button>} onClose={() => {}} />
    </>
  );
  const { rerender } = render(page(true));
  const [before, undo] = [screen.getByText('Trước'), screen.getByText('Hoàn tác')];
  before.focus();
  undo.focus();
  rerender(page(false));
  expect(document.activeElement).toBe(before);

  rerender(page(true));
  screen.getByText('Hoàn tác').focus();
  before.focus();
  before.blur();
  await Promise.resolve();
  rerender(page(false));
  expect(document.activeElement).toBe(document.body); // somebody left it of themselves
});

describe('a note goes after 8 s', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const pass = (seconds: number) => act(() => vi.advanceTimersByTime(seconds * 1000));

  test('however often its page is drawn meanwhile, and as the last drawing would close it', () => {
    const note = { text: 'Đã lưu' };
    const first = vi.fn();
    const last = vi.fn();
    const { rerender } = render(<Toast note={note} onClose={first} />);
    pass(5);
    rerender(<Toast note={note} onClose={last} />);
    pass(2);
    expect(last).not.toHaveBeenCalled();
    pass(1);
    expect(last).toHaveBeenCalledOnce();
    expect(first).not.toHaveBeenCalled();
  });

  test('and another in its place, though it says the same, after 8 s of its own', () => {
    const close = vi.fn();
    const { rerender } = render(<Toast note={{ text: 'Đã hoàn tác' }} onClose={close} />);
    pass(5);
    rerender(<Toast note={{ text: 'Đã hoàn tác' }} onClose={close} />);
    pass(7);
    expect(close).not.toHaveBeenCalled();
    pass(1);
    expect(close).toHaveBeenCalledOnce();
  });
});
