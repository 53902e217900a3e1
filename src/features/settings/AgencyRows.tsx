import { useRef, type Dispatch, type SetStateAction } from 'react';
import { saveSettings } from '#data/saveDirectory.ts';
import {
  isOfSeason,
  isSameSetting,
  settingDraft,
  settingOver,
  type SettingDraft,
  type SettingKey,
} from '#domain/agencyForm.ts';
import type { AgencySettings } from '#domain/directory.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import type { KeptRows } from './keptRows.ts';
import type { Section } from './sections.ts';
import { SettingForm } from './SettingForm.tsx';
import styles from './settings.module.css';
import type { SettingAct, Stand } from './useSettingActs.ts';
import { settingName, settingValue } from './words.ts';

/** Rows being edited: what is typed, and the settings as they were when it began. */
export type OpenSettings = ReadonlyMap<SettingKey, { readonly opened: AgencySettings; readonly draft: SettingDraft }>;

/** Some of the agency's settings, one a row, each edited in its place. */
export function AgencyRows({
  section,
  keys,
  kept,
  stand,
  week,
  open,
  onOpen,
  onAct,
}: {
  section: Section;
  keys: readonly SettingKey[];
  kept: KeptRows;
  stand: Stand;
  week: WeekId;
  open: OpenSettings;
  onOpen: Dispatch<SetStateAction<OpenSettings>>;
  onAct: (act: SettingAct) => void;
}) {
  const t = useMessages();
  const s = t.settings;
  const table = useRef<HTMLTableElement>(null);
  const { settings, directory } = stand;
  const { calendars } = directory;
  const shown = keys.filter((key) => !isOfSeason(key) || settings.season);
  const type = (key: SettingKey, opened: AgencySettings, draft: SettingDraft) =>
    onOpen((before) => new Map(before).set(key, { opened, draft }));
  function retype(key: SettingKey, opened: AgencySettings, draft: SettingDraft) {
    type(key, opened, draft);
    kept.keep(key, `${settingName(key, t)}: ${draft.text}`, { opened, draft });
  }
  function drop(key: SettingKey) {
    kept.forget(key);
    close(key);
  }
  function close(key: SettingKey) {
    onOpen((before) => new Map([...before].filter(([one]) => one !== key)));
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>(`[data-setting="${key}"] button`)?.focus());
  }
  function save(key: SettingKey, opened: AgencySettings, draft: SettingDraft, typed: AgencySettings) {
    const after = settingOver(key, opened, typed, settings);
    close(key);
    if (isSameSetting(key, settings, after)) return kept.forget(key);
    const what = settingName(key, t);
    onAct({
      what,
      note: s.saved(what),
      write: () => saveSettings(settings, after),
      back: () => saveSettings(after, settings),
      stands: (now) => isSameSetting(key, now.settings, after),
      taken: () => kept.forget(key, draft),
      reopen: () => type(key, opened, draft),
    });
  }
  return (
    <>
      <div className={styles.title}>
        <h1>{s.sections[section]}</h1>
      </div>
      <p className="muted">{s.intros[section]}</p>
      <table ref={table} className={`data ${styles.table}`}>
        <caption className="visuallyHidden">{s.sections[section]}</caption>
        <thead>
          <tr>
            <th scope="col">{s.columns.what}</th>
            <th scope="col">{s.columns.value}</th>
            <th scope="col">
              <span className="visuallyHidden">{s.columns.acts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((key) => {
            const name = settingName(key, t);
            const value = settingValue(key, settings, calendars, t);
            const row = open.get(key);
            return row ? (
              <tr key={key} className={styles.open}>
                <th scope="row">{name}</th>
                <td colSpan={2}>
                  <SettingForm
                    name={name}
                    settingKey={key}
                    {...{ settings, calendars, week }}
                    opened={row.opened}
                    draft={row.draft}
                    onType={(draft) => retype(key, row.opened, draft)}
                    onSave={(typed) => save(key, row.opened, row.draft, typed)}
                    onClose={() => drop(key)}
                  />
                </td>
              </tr>
            ) : (
              <tr key={key} data-setting={key}>
                <th scope="row">{name}</th>
                <td className={styles.value}>{value}</td>
                <td className={styles.acts}>
                  <button
                    type="button"
                    className="link"
                    aria-label={s.editOf(name.toLowerCase())}
                    onClick={() => type(key, settings, settingDraft(key, settings))}
                  >
                    {s.edit}
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
