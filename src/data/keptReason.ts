import { useState } from 'react';
import type { Entry } from '#domain/entry.ts';
import { forgetForm, keepForm, keptForms } from './keptForms.ts';
import { useSession } from './session.ts';

/**
 * The reason for which an entry is put off or called off, as it is typed: kept on this machine over a reload and a crash
 * until it is given or dropped. `begins`: what stands there when nothing is kept.
 */
export function useKeptReason({ calendar, id, content }: Pick<Entry, 'calendar' | 'id' | 'content'>, begins: string) {
  const uid = useSession().member?.uid ?? '';
  const place = `stop/${calendar}/${id}`;
  const [kept] = useState(() => keptForms(localStorage, uid, place).find((one) => one.place === place)?.form);
  const [reason, setReason] = useState(typeof kept === 'string' ? kept : begins);
  return {
    reason,
    /** It was typed on an earlier visit. */
    isKept: typeof kept === 'string',
    type: (text: string) => {
      setReason(text);
      const href = location.pathname + location.search;
      keepForm(localStorage, uid, { place, href, words: `${content}: ${text}`, form: text });
    },
    forget: () => forgetForm(localStorage, uid, place),
  };
}
