// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { later } from './later.tsx';

const Part = ({ name }: { name: string; onClose: () => void }) => <p>{name} is open</p>;
const close = ({ onClose }: { onClose: () => void }) => onClose;

beforeEach(() => {
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
});
afterEach(cleanup);

test('what was fetched while the page was idle opens at once, network or not', async () => {
  const load = vi.fn(async () => Part);
  const Later = later(load, close);
  await Later.ready();
  load.mockRejectedValue(new Error('no network'));
  render(<Later name="Paste" onClose={() => {}} />);
  expect(screen.getByText('Paste is open')).toBeDefined();
  expect(load).toHaveBeenCalledOnce();
});

test('opened before that, it comes as soon as it is there', async () => {
  const Later = later(async () => Part, close);
  render(<Later name="Paste" onClose={() => {}} />);
  expect(await screen.findByText('Paste is open')).toBeDefined();
});

test('not to be had, it says so, is closed or tried again', async () => {
  const load = vi.fn(async () => Part);
  load.mockRejectedValueOnce(new Error('no network'));
  const closed = vi.fn();
  const Later = later(load, close);
  render(<Later name="Paste" onClose={closed} />);
  expect(await screen.findByRole('dialog', { name: 'Chưa tải được phần này' })).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: /^Đóng/ }));
  expect(closed).toHaveBeenCalledOnce();
  fireEvent.click(screen.getByRole('button', { name: 'Thử lại' }));
  expect(await screen.findByText('Paste is open')).toBeDefined();
});
