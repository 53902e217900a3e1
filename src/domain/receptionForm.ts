import type { ReceptionRule } from './reception.ts';
import { cleanText, lengthOf, LIMITS } from './text.ts';

/** When the head receives citizens, as it is typed. */
export type ReceptionDraft = Readonly<Record<keyof ReceptionRule, string>>;

export type ReceptionError = 'missing' | 'tooLong' | 'noDayOfMonth';
export type ReceptionErrors = Partial<Record<keyof ReceptionRule, ReceptionError>>;

export type ParsedReception =
  { readonly ok: true; readonly rule: ReceptionRule } | { readonly ok: false; readonly errors: ReceptionErrors };

export const EMPTY_RECEPTION: ReceptionDraft = { day: '', who: '', place: '', hours: '' };

export const receptionDraft = (rule: ReceptionRule): ReceptionDraft => ({ ...rule, day: String(rule.day) });

/** `15`, `ngày 15` */
export function parseReception(draft: ReceptionDraft): ParsedReception {
  const day = Number(/^(?:ngày |ngay )?(\d\d?)$/i.exec(cleanText(draft.day))?.[1] ?? Number.NaN);
  const texts = { who: cleanText(draft.who), place: cleanText(draft.place), hours: cleanText(draft.hours) };
  const errors: ReceptionErrors = Object.fromEntries([
    ...(day >= 1 && day <= 31 ? [] : [['day', 'noDayOfMonth']]),
    ...Object.entries(texts).flatMap(([key, text]) =>
      text === '' ? [[key, 'missing']] : lengthOf(text) > LIMITS.name ? [[key, 'tooLong']] : [],
    ),
  ]);
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, rule: { day, ...texts } };
}
