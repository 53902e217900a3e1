// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { instantOf, localDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { WeekHead } from './WeekHead.tsx';

test('any week near is one choice away, and this one from wherever one is', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: instantOf(localDate('2026-09-02'), 480) });
  const week = '2026-W49' as WeekId;
  render(<WeekHead number={49} dates="30/11 – 06/12/2026" week={week} hrefOf={(other) => `/view/${other}`} />);
  expect(screen.getByRole('link', { name: 'Tuần sau' }).getAttribute('href')).toBe('/view/2026-W50');
  expect(screen.queryByRole('link', { name: /^02\/11/ })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Chọn tuần' }));
  expect((await screen.findByRole('link', { current: 'page' })).textContent).toBe('30/11 – 06/12/2026');
  expect(screen.getByRole('link', { name: '28/12 – 03/01/2027' }).getAttribute('href')).toBe('/view/2026-W53');
  expect(screen.getByRole('link', { name: /Tuần này$/ }).getAttribute('href')).toBe('/view/2026-W36');
  vi.useRealTimers();
});
