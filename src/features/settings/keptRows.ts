import { forgetForm, keepForm, keptForms } from '#data/keptForms.ts';
import type { SettingDraft } from '#domain/agencyForm.ts';
import type { AgencySettings } from '#domain/directory.ts';
import { EMPTY_RESOURCE, type ResourceDraft } from '#domain/resourceForm.ts';
import type { OpenSettings } from './AgencyRows.tsx';
import type { OpenResource, OpenResources } from './ResourceRows.tsx';
import { SECTIONS, type Section } from './sections.ts';

const START = 'settings/';
const LISTS = ['rooms', 'vehicles'] as const;

/** What is typed in the rows of the settings, kept on this machine until the store has it, or it is dropped. */
export interface KeptRows {
  /** `row`: the setting's key, or `rooms/{id}`; `words`: what is typed, as a list of what would be lost has it. */
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
      if (key === undefined || !opened || !isFilled(draft, { text: '', beside: '' })) return [];
      return [[key, { opened: opened as AgencySettings, draft: draft as SettingDraft }] as const];
    }),
  );
}

export function leftResources(uid: string): OpenResources {
  return new Map(
    LISTS.flatMap((list) => {
      const start = `${START}${list}/`;
      return keptForms(localStorage, uid, start).flatMap(({ place, form }) => {
        const { opened = null, draft } = rowOf(form);
        if (!isFilled(draft, EMPTY_RESOURCE)) return [];
        const row: OpenResource = { list, opened: opened as OpenResource['opened'], draft: draft as ResourceDraft };
        return [[place.slice(start.length), row] as const];
      });
    }),
  );
}

const isFilled = (draft: unknown, empty: object): boolean =>
  typeof draft === 'object' &&
  draft !== null &&
  Object.entries(empty).every(([key, value]) => typeof (draft as Record<string, unknown>)[key] === typeof value);
