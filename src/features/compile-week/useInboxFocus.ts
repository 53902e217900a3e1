import { useLayoutEffect, useRef, useState } from 'react';

/** `actsAgain`: of one that does not wait yet, and will. */
export type Part = 'acts' | 'actsAgain' | 'form';

/** Sends the focus, after the next drawing in which it is there, to a request's first act or the form open under it. */
export function useInboxFocus(): (id: string | null, part: Part) => void {
  const wanted = useRef<{ readonly id: string | null; readonly part: Part } | null>(null);
  useLayoutEffect(() => {
    if (!wanted.current) return;
    const { id, part } = wanted.current;
    const item = id === null ? null : document.querySelector(`[data-request="${id}"]`);
    if (id !== null && !item) return;
    const inForm = '[data-form] [data-first], [data-form] select';
    const first = { form: inForm, acts: '[data-primary]', actsAgain: `[data-primary], ${inForm}` }[part];
    const act = item?.querySelector<HTMLElement>(first);
    if (item && !act && part === 'actsAgain') return;
    const target = item
      ? (act ?? item.querySelector<HTMLElement>('[data-title]'))
      : document.getElementById('inbox-heading');
    target?.focus();
    // The beginning of a long sentence stays in sight.
    if (target instanceof HTMLInputElement) target.setSelectionRange(0, target.value.length, 'backward');
    wanted.current = null;
  });
  const [, drawAgain] = useState(0);
  return (id, part) => {
    wanted.current = { id, part };
    drawAgain((n) => n + 1); // it may be drawn as it should be already
  };
}
