import { useEffect, useEffectEvent, useState } from 'react';
import { forgetForm, keepForm, keptForms } from '#data/keptForms.ts';
import { livingTabs } from '#data/livingTabs.ts';
import { tabName } from '#data/unsaved.ts';
import type { WeekId } from '#domain/week.ts';

/**
 * The line that is being typed, kept on this machine, each window's its own, and the way to change it. One whose window is
 * gone is there in the next that opens the week. `begun` stands before what was kept.
 */
export function useKeptLine(uid: string, calendar: string, week: WeekId, begun: string) {
  const start = `quick/${calendar}/${week}/`;
  const place = start + useState(() => tabName(sessionStorage))[0];
  const [left] = useState(() => textOf(keptForms(localStorage, uid, start).find((kept) => kept.place === place)?.form));
  const [line, setLine] = useState(begun + left);
  function retype(text: string) {
    setLine(text);
    if (text === '') forgetForm(localStorage, uid, place);
    else keepForm(localStorage, uid, { place, href: `/edit/${calendar}/${week}`, words: text, form: text });
  }
  const take = useEffectEvent((living: ReadonlySet<string>) => {
    if (line !== '') return;
    const isLost = (one: string) => one !== place && !living.has(one.slice(start.length));
    const lost = keptForms(localStorage, uid, start).find((one) => isLost(one.place) && textOf(one.form) !== '');
    if (!lost) return;
    forgetForm(localStorage, uid, lost.place);
    retype(textOf(lost.form));
  });
  useEffect(() => {
    if (left !== '' || keptForms(localStorage, uid, start).length === 0) return;
    let gone = false;
    void livingTabs().then((living) => gone || take(living));
    return () => {
      gone = true;
    };
  }, [left, uid, start]);
  return [line, retype] as const;
}

const textOf = (form: unknown): string => (typeof form === 'string' ? form : '');
