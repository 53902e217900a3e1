import { useEffect, useId, useMemo, useRef, useState, type FormEvent } from 'react';
import {
  ABSENCE_KINDS,
  ABSENCE_SCOPES,
  absenceDraftOf,
  parseAbsence,
  type Absence,
  type AbsenceDraft,
  type AbsenceErrors,
} from '#domain/absence.ts';
import type { Directory } from '#domain/directory.ts';
import { named, partySuggestions } from '#domain/suggest.ts';
import { SESSIONS } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { absenceDays } from '#ui/absenceDays.ts';
import { Button } from '#ui/Button.tsx';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { partyText } from '#ui/draftWords.ts';
import { Check, Field } from '#ui/Field.tsx';
import { composing } from '#ui/keyPress.ts';
import { PickList } from '#ui/PickList.tsx';
import { AbsenceVersions } from './AbsenceVersions.tsx';
import { Affected } from './Affected.tsx';
import styles from './absences.module.css';
import { useMessages } from './messages.ts';

/** Who is away, when, why, and who acts: typed, with what it would do to the schedule. Enter saves, Escape closes. */
export function AbsenceForm({
  id,
  before,
  isNew,
  others,
  directory,
  today,
  onType,
  onSave,
  onClose,
}: {
  id: string;
  before: { readonly draft: AbsenceDraft; readonly attends: readonly string[] };
  /** It has no history yet. */
  isNew: boolean;
  others: readonly Absence[];
  directory: Directory;
  today: LocalDate;
  /** At every key: what is typed outlives the page. */
  onType: (draft: AbsenceDraft, attends: readonly string[]) => void;
  onSave: (absence: Absence) => void;
  onClose: () => void;
}) {
  const t = useMessages();
  const a = t.absencePage;
  const f = a.form;
  const own = useId();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(before.draft);
  const [attends, setAttends] = useState(before.attends);
  const [errors, setErrors] = useState<AbsenceErrors>({});
  const parties = useMemo(() => partySuggestions(directory, today), [directory, today]);
  const people = useMemo(() => parties.filter(({ value }) => value.startsWith('person:')), [parties]);
  // A name typed in full is that person, as it is when the field is left.
  const settled = {
    ...draft,
    person: named(people, draft.person)?.value ?? draft.person,
    substitute: named(parties, draft.substitute)?.value ?? draft.substitute,
  };
  const read = parseAbsence(settled, { id, near: today, attends, others });
  // The days are understood before it is said who.
  const dated = parseAbsence(
    { ...draft, person: 'person:x', substitute: '' },
    { id, near: today, attends, others: [] },
  );
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  const type = (typed: Partial<AbsenceDraft>) => {
    const next = { ...draft, ...typed };
    setDraft(next);
    setErrors({});
    onType(next, attends);
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    if (read.ok) return onSave(read.absence);
    setErrors(read.errors);
    // The first wrong field, as soon as it says so.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  }
  const note = (field: keyof AbsenceErrors, hint?: string) => {
    const text = errors[field] ? a.errors[errors[field]] : hint;
    return (
      text && (
        <p id={`${own}-${field}-note`} className={errors[field] ? 'err' : 'hint'}>
          {text}
        </p>
      )
    );
  };
  const party = (field: 'person' | 'substitute', hint?: string) => (
    <div className="field">
      <label htmlFor={`${own}-${field}`}>{f[field]}</label>
      <div>
        <ChoiceField
          label={f[field]}
          labelled={{ id: `${own}-${field}` }}
          value={draft[field]}
          labelOf={(value) => partyText(value, directory, today)}
          suggestions={field === 'person' ? people : parties}
          onChange={(value) => type({ [field]: value })}
          error={errors[field] !== undefined}
          describedBy={hint || errors[field] ? `${own}-${field}-note` : undefined}
          required={field === 'person'}
        />
        {note(field, hint)}
      </div>
    </div>
  );
  const session = (field: 'fromSession' | 'toSession') => (
    <PickList
      look="field"
      label={f[field]}
      options={SESSIONS.map((key) => ({ key, label: f.sessions[key] }))}
      value={draft[field]}
      onChange={(value) => type({ [field]: value })}
    />
  );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys come up from the fields inside
    <form
      ref={form}
      className={styles.form}
      aria-label={f.label}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || composing(event.nativeEvent) || event.defaultPrevented) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div className={styles.fields}>
        <div>
          {party('person')}
          <Field
            label={f.from}
            value={draft.from}
            error={errors.from && a.errors[errors.from]}
            beside={session('fromSession')}
            autoComplete="off"
            onChange={(event) => type({ from: event.target.value })}
          />
          <Field
            label={f.to}
            value={draft.to}
            error={errors.to && a.errors[errors.to]}
            hint={f.toHint}
            beside={session('toSession')}
            autoComplete="off"
            onChange={(event) => type({ to: event.target.value })}
          />
        </div>
        <div>
          {party('substitute', f.substituteHint)}
          <div className="field">
            <span className={styles.label}>{f.scope}</span>
            <PickList
              look="field"
              label={f.scope}
              options={ABSENCE_SCOPES.map((key) => ({ key, label: a.scopes[key] }))}
              value={draft.scope}
              onChange={(scope) => type({ scope })}
            />
          </div>
          <div className="field">
            <span className={styles.label}>{f.kind}</span>
            <div>
              <PickList
                look="field"
                label={f.kind}
                options={ABSENCE_KINDS.map((key) => ({ key, label: t.absences.kinds[key] }))}
                value={draft.kind}
                onChange={(kind) => type({ kind })}
              />
              {draft.kind !== 'other' && (
                <Check checked={draft.kindPublic} onChange={(event) => type({ kindPublic: event.target.checked })}>
                  {f.kindPublic}
                </Check>
              )}
            </div>
          </div>
        </div>
      </div>
      <p className={styles.understood} aria-live="polite">
        {dated.ok && <b>{f.understood(absenceDays(dated.absence, t))}</b>}
      </p>
      {read.ok && (
        <Affected
          absence={read.absence}
          others={others}
          directory={directory}
          onAttend={(entry, on) => {
            const next = on ? [...attends, entry] : attends.filter((one) => one !== entry);
            setAttends(next);
            onType(draft, next);
          }}
        />
      )}
      <div className="acts">
        <Button look="ink" type="submit">
          {f.save}
        </Button>
        <Button look="bare" onClick={onClose}>
          {f.close}
        </Button>
      </div>
      {!isNew && (
        <AbsenceVersions
          id={id}
          directory={directory}
          onRestore={(version) => {
            setAttends(version.attends);
            setDraft(absenceDraftOf(version));
            setErrors({});
            onType(absenceDraftOf(version), version.attends);
            form.current?.querySelector('input')?.focus();
          }}
        />
      )}
    </form>
  );
}
