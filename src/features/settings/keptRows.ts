import { forgetForm, keepForm, keptForms } from '#data/keptForms.ts';
import type { SettingDraft } from '#domain/agencyForm.ts';
import type { AgencySettings } from '#domain/directory.ts';
import { EMPTY_HOLIDAY } from '#domain/holidayForm.ts';
import { EMPTY_PERSON } from '#domain/personForm.ts';
import { EMPTY_RECEPTION } from '#domain/receptionForm.ts';
import { EMPTY_RESOURCE } from '#domain/resourceForm.ts';
import { EMPTY_UNIT } from '#domain/unitForm.ts';
import type { OpenSettings } from './AgencyRows.tsx';
import type { OpenRows } from './ListRows.tsx';
import { SECTIONS, type Section } from './sections.ts';

const START = 'settings/';
/** What the drafts of each list are like: a list in a draft holds things like its first. */
const LIKE: Readonly<Record<string, unknown>> = {
  rooms: EMPTY_RESOURCE,
  vehicles: EMPTY_RESOURCE,
  units: EMPTY_UNIT,
  people: EMPTY_PERSON,
  holidays: EMPTY_HOLIDAY,
  reception: EMPTY_RECEPTION,
  members: { uid: '', name: '', email: '', active: true, roles: [''], editorOf: [''] },
} satisfies Partial<Record<Section, unknown>>;

/** What is typed in the rows of the settings, kept on this machine until the store has it, or it is dropped. */
export interface KeptRows {
  /** `row`: the setting's key, or `rooms/{id}` and the like; `words`: what is typed, as a list of what would be lost has it. */
  readonly keep: (row: string, words: string, form: { readonly opened: unknown; readonly draft: object }) => void;
  /** `draft`: only while that is what is kept of it. */
  readonly forget: (row: string, draft?: object) => void;
}

export const keptRows = (uid: string, section: Section): KeptRows => ({
  keep: (row, words, form) =>
    keepForm(localStorage, uid, { place: START + row, href: `/settings/${section}`, words, form }),
  forget: (row, draft) => {
    const kept = keptForms(localStorage, uid, START + row).find(({ place }) => place === START + row);
    if (kept && (!draft || JSON.stringify(rowOf(kept.form).draft) === JSON.stringify(draft)))
      forgetForm(localStorage, uid, kept.place);
  },
});

const rowOf = (form: unknown): { readonly opened?: unknown; readonly draft?: unknown } =>
  typeof form === 'object' && form !== null ? form : {};

/** Rows that somebody left as they were typing. */
export function leftSettings(uid: string): OpenSettings {
  const keys = Object.values(SECTIONS).flatMap((section) => (typeof section === 'string' ? [] : section));
  return new Map(
    keptForms(localStorage, uid, START).flatMap(({ place, form }) => {
      const key = keys.find((one) => START + one === place);
      const { opened, draft } = rowOf(form);
      if (key === undefined || !opened || !isLike(draft, { text: '', beside: '' })) return [];
      return [[key, { opened: opened as AgencySettings, draft: draft as SettingDraft }] as const];
    }),
  );
}

export function leftRows(uid: string): OpenRows {
  return new Map(
    keptForms(localStorage, uid, START).flatMap(({ place, form }) => {
      const name = place.slice(START.length);
      const like = LIKE[name.split('/')[0]!];
      const { opened = null, draft } = rowOf(form);
      return name.includes('/') && like && isLike(draft, like)
        ? [[name, { opened, draft: draft as object }] as const]
        : [];
    }),
  );
}

/** What an earlier version of the page kept may have another shape. */
function isLike(kept: unknown, like: unknown): boolean {
  if (typeof kept !== typeof like || kept === null) return false;
  if (Array.isArray(like)) return Array.isArray(kept) && kept.every((one) => isLike(one, like[0]));
  if (typeof like !== 'object') return true;
  return Object.entries(like as object).every(([key, part]) => isLike((kept as Record<string, unknown>)[key], part));
}
