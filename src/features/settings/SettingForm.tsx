import type { ReactNode } from 'react';
import {
  isSameSetting,
  parseSetting,
  type ParsedSetting,
  type SettingDraft,
  type SettingKey,
} from '#domain/agencyForm.ts';
import type { AgencySettings, Directory } from '#domain/directory.ts';
import { NUMBERING_POLICIES, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Band } from '#ui/Band.tsx';
import { Field } from '#ui/Field.tsx';
import { PickList } from '#ui/PickList.tsx';
import { Segments } from '#ui/Segments.tsx';
import { RowActs } from './RowActs.tsx';
import styles from './settings.module.css';
import { useRowForm } from './useRowForm.ts';
import { consequence, settingValue } from './words.ts';

const LISTS: readonly SettingKey[] = ['blockedWords', 'embedAncestors'];

/** Of a wrong part of a list, as much as tells which it is. */
const SHOWN_PART = 60;

/** One setting as it is typed, with what it would do. Enter saves, Escape closes. */
export function SettingForm({
  name,
  settingKey: key,
  settings,
  opened,
  calendars,
  week,
  draft,
  onType,
  onSave,
  onClose,
}: {
  name: string;
  settingKey: SettingKey;
  settings: AgencySettings;
  opened: AgencySettings;
  calendars: Directory['calendars'];
  week: WeekId;
  draft: SettingDraft;
  onType: (draft: SettingDraft) => void;
  onSave: (typed: AgencySettings) => void;
  onClose: () => void;
}) {
  const t = useMessages();
  const s = t.settings;
  const read = parseSetting(key, draft, settings, calendars);
  const { told, untell, formProps } = useRowForm({
    name,
    isRight: read.ok,
    onSave: () => read.ok && onSave(read.settings),
    onClose,
  });
  // Lists take the changes of both.
  const isChanged = !LISTS.includes(key) && !isSameSetting(key, opened, settings);
  const type = (typed: Partial<SettingDraft>) => {
    untell();
    onType({ ...draft, ...typed });
  };
  const wrong = told && !read.ok ? read : undefined;
  const error = wrong && !wrong.beside ? errorText(wrong) : undefined;
  const effect = read.ok && consequence(key, settings, read.settings, { week, calendars }, t);
  return (
    <form {...formProps}>
      {isChanged && <Band tone="changed">{s.changedMeanwhile(settingValue(key, settings, calendars, t))}</Band>}
      {fields()}
      <p className={styles.effect} aria-live="polite">
        {effect && s.understood(effect)}
      </p>
      <RowActs onClose={onClose} {...(isChanged ? { save: s.saveOver } : {})} />
    </form>
  );

  function errorText({ error: code, part = '' }: Extract<ParsedSetting, { ok: false }>): string {
    const text = s.errors[code];
    return typeof text === 'function' ? text(Array.from(part).slice(0, SHOWN_PART).join('')) : text;
  }

  function fields() {
    // The row has the name already.
    const unseen = <span className="visuallyHidden">{name}</span>;
    const line = (hint?: string, label: ReactNode = unseen) => (
      <Field
        label={label}
        value={draft.text}
        hint={hint}
        error={error}
        autoComplete="off"
        onChange={(event) => type({ text: event.target.value })}
      />
    );
    const choice = (options: readonly { readonly key: string; readonly label: string }[]) => (
      <>
        <PickList look="field" label={name} options={options} value={draft.text} onChange={(text) => type({ text })} />
        {error && <p className="err">{error}</p>}
      </>
    );
    switch (key) {
      case 'requestDeadline':
        return (
          <div className={styles.fields}>
            <div className="field">
              <span className={styles.label}>{s.weekday}</span>
              <PickList
                look="field"
                label={s.weekday}
                options={[
                  ...t.common.weekdays.map((label, day) => ({ key: String(day + 1), label })),
                  { key: '', label: s.noDeadline },
                ]}
                value={draft.beside}
                onChange={(day) => type({ beside: day })}
              />
            </div>
            {draft.beside !== '' && line(undefined, s.time)}
          </div>
        );
      case 'feedWindow':
        return (
          <div className={styles.fields}>
            {line(undefined, s.daysPast)}
            <Field
              label={s.daysAhead}
              value={draft.beside}
              error={wrong?.beside && errorText(wrong)}
              autoComplete="off"
              onChange={(event) => type({ beside: event.target.value })}
            />
          </div>
        );
      case 'defaultCalendar':
        return choice(
          [...calendars.values()]
            .filter(({ id, active }) => active || id === settings.defaultCalendar)
            .map(({ id, name: label }) => ({ key: id, label })),
        );
      case 'weekNumbering':
        return choice(NUMBERING_POLICIES.map((policy) => ({ key: policy, label: s.numbering[policy] })));
      case 'replacesInvitation':
        return (
          <Segments
            label={name}
            options={(['true', 'false'] as const).map((one) => ({ key: one, label: s.yesNo[one] }))}
            value={draft.text as 'true' | 'false'}
            onChange={(text) => type({ text })}
          />
        );
      case 'blockedWords':
      case 'embedAncestors':
      case 'recipients':
        return (
          <Field
            multiline
            rows={Math.min(12, Math.max(4, draft.text.split('\n').length + 1))}
            label={unseen}
            value={draft.text}
            hint={s.hints[key]}
            error={error}
            onChange={(event) => type({ text: event.target.value })}
          />
        );
      case 'season':
      case 'locality':
      case 'documentNoTemplate':
        return line(s.hints[key]);
      case 'name':
      case 'parentName':
        return line();
      case 'morning':
      case 'afternoon':
      case 'evening':
      case 'season:morning':
      case 'season:afternoon':
      case 'season:evening':
        return line(s.hints.session);
      default:
        return line(s.hints.assumed);
    }
  }
}
