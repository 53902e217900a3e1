import { useEffect, useId, useMemo, useRef, type ReactNode } from 'react';
import { useEntryPrivate } from '#data/entryPrivate.ts';
import type { PrivateDraft } from '#data/unsaved.ts';
import type { Directory } from '#domain/directory.ts';
import { ENTRY_KINDS } from '#domain/entry.ts';
import type { EntryDraft, EntryHistory } from '#domain/entry.ts';
import type { Series } from '#domain/series.ts';
import { formatDay, isLocalDate } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from '#ui/Button.tsx';
import { Check } from '#ui/Field.tsx';
import { Icon } from '#ui/Icon.tsx';
import { PickList } from '#ui/PickList.tsx';
import { Segments } from '#ui/Segments.tsx';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import type { Around } from './around.ts';
import styles from './edit.module.css';
import { EntryVersions } from './EntryVersions.tsx';
import { RepeatField, type WantedRepeat } from './RepeatField.tsx';
import { onFieldsKey, type RowActs } from './RowFields.tsx';
import type { Row } from './rowState.ts';
import { useSuggestions } from './useSuggestions.ts';
import { vehicleSuggestions } from '#domain/suggest.ts';
import { textRows } from '#ui/textRows.ts';
import { TokenField } from '#ui/TokenField.tsx';
import { TypedArea, TypedInput } from './TypedField.tsx';
import { dayText, partyText, placeText, understoodTime, vehicleText } from '#ui/draftWords.ts';
import { entryName } from './words.ts';

type TextField = 'gatheringPoint' | 'driver' | 'invitationNo' | 'documentNo';
type PartyField = 'preparingUnit' | 'logistics' | 'officeLead' | 'actingFor';
type PartiesField = 'chairs' | 'attendees' | 'invitees' | 'forInformation';

/** Every field of an entry, in the order of a phiếu: when, who, where, preparation, papers. Beside the table. */
export function AllFields({
  row,
  calendar,
  days,
  directory,
  around,
  clashes,
  series,
  onRepeat,
  acts,
  nameOf,
  onInternal,
  onRestore,
}: {
  row: Row;
  calendar: string;
  days: readonly LocalDate[];
  directory: Directory;
  /** Null while its words are no entry. */
  around: Around | null;
  /** What the entry clashes with, if anything. */
  clashes: ReactNode;
  /** That it belongs to, if any. */
  series: Series | undefined;
  onRepeat: (wanted: WantedRepeat) => void;
  acts: RowActs;
  /** Back to the fields in the table. */
  onClose: () => void;
  nameOf: (uid: string) => string;
  onInternal: (internal: PrivateDraft) => void;
  onRestore: (version: EntryHistory) => void;
}) {
  const t = useMessages();
  const e = t.edit;
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { draft, errors } = row;
  const onDate = isLocalDate(draft.date) ? draft.date : (days[0] as LocalDate);
  const suggested = useSuggestions(calendar, directory, onDate);
  const vehicles = useMemo(() => vehicleSuggestions(directory), [directory]);
  const labelOf = (value: string) => partyText(value, directory, onDate);

  const noteOf = (value: string) => around?.noteOf(value, t);

  const fieldId = (field: string) => `${id}-${field}`;
  const note = (field: keyof EntryDraft, hint?: ReactNode) => (
    <>
      {hint && (
        <span id={`${fieldId(field)}-hint`} className="hint">
          {hint}
        </span>
      )}
      {errors[field] && (
        <span id={`${fieldId(field)}-error`} className="err">
          {' '}
          {e.errors[errors[field]]}
        </span>
      )}
    </>
  );
  const described = (field: keyof EntryDraft, hint = false) =>
    [hint && `${fieldId(field)}-hint`, errors[field] && `${fieldId(field)}-error`].filter(Boolean).join(' ') ||
    undefined;
  const base = (field: keyof EntryDraft) => ({
    label: e.fields[field],
    labelled: { id: fieldId(field) },
    error: errors[field] !== undefined,
    describedBy: described(field),
  });
  const label = (field: keyof typeof e.fields) => <label htmlFor={fieldId(field)}>{e.fields[field]}</label>;
  const text = (field: TextField) => (
    <>
      {label(field)}
      <div>
        <TypedInput
          id={fieldId(field)}
          className={`line${errors[field] ? ' bad' : ''}`}
          aria-invalid={errors[field] ? true : undefined}
          aria-describedby={described(field)}
          autoComplete="off"
          value={draft[field]}
          onType={(typed) => acts.letters({ [field]: typed })}
        />
        {note(field)}
      </div>
    </>
  );
  const party = (field: PartyField) => (
    <>
      {label(field)}
      <div>
        <ChoiceField
          {...base(field)}
          value={draft[field]}
          labelOf={labelOf}
          suggestions={field === 'preparingUnit' ? suggested.preparing : suggested.parties}
          onChange={(value) => acts.type({ [field]: value })}
        />
        {note(field)}
      </div>
    </>
  );
  const manyParties = (field: PartiesField, className?: string) => (
    <>
      {label(field)}
      <div className={className}>
        <TokenField
          {...base(field)}
          values={draft[field]}
          labelOf={labelOf}
          suggestions={field === 'chairs' || field === 'attendees' ? suggested[field] : suggested.parties}
          noteOf={noteOf}
          onChange={(values) => acts.type({ [field]: values })}
          say={acts.say}
        />
        {note(field)}
      </div>
    </>
  );
  const check = (field: 'separateInvitation' | 'replacesInvitation' | 'fixed') => (
    <>
      <Check
        className={styles.wide}
        checked={draft[field]}
        onChange={(event) => acts.type({ [field]: event.currentTarget.checked })}
      >
        {e.fields[field]}
      </Check>
    </>
  );
  const dayKey = days.includes(draft.date as LocalDate) ? draft.date : '';
  const time = understoodTime(draft.time, t);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys come up from the fields inside
    <aside
      className={styles.side}
      aria-label={e.form.label}
      data-row={row.id}
      onKeyDown={(event) => onFieldsKey(event, acts)}
    >
      <div className={styles.sideHead}>
        <h2>{entryName({ ...draft, content: '' }, t).replace(/ · .*$/, '')}</h2>
        <span className="save">{e.form.unsaved}</span>
        <Button look="square" className="bare push" aria-label={e.form.close} onClick={acts.save}>
          <Icon name="remove" />
        </Button>
      </div>
      {clashes}
      <div className={styles.form}>
        <h3>{e.groups.when}</h3>
        <span className={styles.label}>{e.fields.date}</span>
        <div>
          <PickList
            look="field"
            label={e.fields.date}
            options={[
              ...(dayKey === '' ? [{ key: '', label: draft.date }] : []),
              ...days.map((date) => ({ key: date as string, label: `${dayText(date, t)}` })),
            ]}
            value={dayKey}
            onChange={(date) => acts.type({ date })}
          />
          {note('date')}
        </div>
        {label('lastDate')}
        <div>
          <input
            id={fieldId('lastDate')}
            className={`line${errors.lastDate ? ' bad' : ''}`}
            aria-invalid={errors.lastDate ? true : undefined}
            aria-describedby={described('lastDate', true)}
            autoComplete="off"
            value={isLocalDate(draft.lastDate) ? formatDay(draft.lastDate) : draft.lastDate}
            onChange={(event) => acts.type({ lastDate: event.currentTarget.value })}
          />
          {note('lastDate', e.hints.lastDate)}
        </div>
        {label('time')}
        <div className={styles.wide}>
          <TypedInput
            ref={first}
            id={fieldId('time')}
            className={`line${errors.time ? ' bad' : ''}`}
            aria-invalid={errors.time ? true : undefined}
            aria-describedby={described('time', true)}
            autoComplete="off"
            spellCheck={false}
            value={draft.time}
            onType={(time) => acts.letters({ time })}
          />
          {note('time', time === undefined ? e.hints.time : <b>{e.understood(time)}</b>)}
        </div>
        {label('content')}
        <div className={styles.wide}>
          <TypedArea
            id={fieldId('content')}
            className={`line${errors.content ? ' bad' : ''}`}
            rows={Math.max(2, textRows(draft.content, 60))}
            aria-invalid={errors.content ? true : undefined}
            aria-describedby={described('content')}
            value={draft.content}
            onType={(content) => acts.letters({ content })}
          />
          {note('content')}
        </div>
        <span className={styles.label}>{e.fields.kind}</span>
        <PickList
          look="field"
          label={e.fields.kind}
          options={ENTRY_KINDS.map((kind) => ({ key: kind, label: e.kinds[kind] }))}
          value={draft.kind}
          onChange={(kind) => acts.type({ kind })}
        />
        <span className={styles.label}>{e.fields.visibility}</span>
        <div>
          <Segments
            label={e.fields.visibility}
            options={[
              { key: 'public', label: e.visibilities.public },
              { key: 'internal', label: e.visibilities.internal },
            ]}
            value={draft.visibility}
            onChange={(visibility) => acts.type({ visibility })}
          />
        </div>
        <RepeatField date={onDate} series={series} onChange={onRepeat} />
        {check('fixed')}
        <h3>{e.groups.who}</h3>
        {manyParties('chairs', styles.wide)}
        {manyParties('attendees', styles.wide)}
        {manyParties('invitees')}
        {manyParties('forInformation')}
        {party('actingFor')}
        {party('officeLead')}
        <h3>{e.groups.where}</h3>
        {label('place')}
        <div>
          <ChoiceField
            {...base('place')}
            value={draft.place}
            labelOf={(value) => placeText(value, directory)}
            suggestions={suggested.places}
            noteOf={noteOf}
            onChange={(place) => acts.type({ place })}
          />
          {note('place')}
        </div>
        {text('gatheringPoint')}
        {label('connectionPoints')}
        <div className={styles.wide}>
          <TypedArea
            id={fieldId('connectionPoints')}
            className={`line${errors.connectionPoints ? ' bad' : ''}`}
            rows={textRows(draft.connectionPoints, 60)}
            aria-invalid={errors.connectionPoints ? true : undefined}
            aria-describedby={described('connectionPoints', true)}
            value={draft.connectionPoints}
            // One a line: Enter makes the next line here, it does not save.
            onKeyDown={(event) => event.key === 'Enter' && event.stopPropagation()}
            onType={(connectionPoints) => acts.letters({ connectionPoints })}
          />
          {note('connectionPoints', e.hints.connectionPoints)}
        </div>
        <Internal row={row} calendar={calendar} fieldId={fieldId} onChange={onInternal} />
        <h3>{e.groups.preparation}</h3>
        {party('preparingUnit')}
        {party('logistics')}
        {label('vehicle')}
        <div>
          <ChoiceField
            {...base('vehicle')}
            value={draft.vehicle}
            labelOf={(value) => vehicleText(value, directory)}
            suggestions={vehicles}
            noteOf={noteOf}
            onChange={(vehicle) => acts.type({ vehicle })}
          />
          {note('vehicle')}
        </div>
        {text('driver')}
        <h3>{e.groups.papers}</h3>
        {text('invitationNo')}
        {text('documentNo')}
        {check('separateInvitation')}
        {check('replacesInvitation')}
      </div>
      <div className="acts">
        <Button look="ink" onClick={acts.save}>
          {e.save}
        </Button>
        <Button onClick={acts.dropEdit}>{e.dropEdit}</Button>
        {row.origin && <Button onClick={acts.duplicate}>{e.duplicate}</Button>}
        {row.origin && (
          <Button look="stop" onClick={acts.stop}>
            {e.stop}
          </Button>
        )}
        {acts.remove && (
          <Button look="stop" onClick={acts.remove}>
            {e.delete}
          </Button>
        )}
      </div>
      {row.origin && <EntryVersions {...{ calendar, directory, nameOf }} id={row.id} onRestore={onRestore} />}
    </aside>
  );
}

/** Meeting link and note: read and written apart from the entry, so that the rules can keep them from others. */
function Internal({
  row,
  calendar,
  fieldId,
  onChange,
}: {
  row: Row;
  calendar: string;
  fieldId: (field: string) => string;
  onChange: (internal: PrivateDraft) => void;
}) {
  const e = useMessages().edit;
  const { data, error } = useEntryPrivate(calendar, row.id);
  const isNew = row.origin === null && row.deletion === null;
  if (!isNew && (data === undefined || error)) {
    return error ? <p className="hint">{e.form.privateHidden}</p> : null;
  }
  const errorOf = (field: 'meetingLink' | 'note') =>
    row.errors[field] && (
      <span id={`${fieldId(field)}-error`} className="err">
        {' '}
        {e.errors[row.errors[field]]}
      </span>
    );
  const described = (field: 'meetingLink' | 'note') =>
    `${fieldId('meetingLink')}-hint${row.errors[field] ? ` ${fieldId(field)}-error` : ''}`;
  const bad = (field: 'meetingLink' | 'note') => (row.errors[field] ? true : undefined);
  const value = row.internal ?? { meetingLink: data?.meetingLink ?? '', note: data?.note ?? '' };
  return (
    <>
      <label htmlFor={fieldId('meetingLink')}>{e.fields.meetingLink}</label>
      <div>
        <input
          id={fieldId('meetingLink')}
          className="line"
          type="url"
          autoComplete="off"
          aria-invalid={bad('meetingLink')}
          aria-describedby={described('meetingLink')}
          value={value.meetingLink}
          onChange={(event) => onChange({ ...value, meetingLink: event.currentTarget.value })}
        />
        <span id={fieldId('meetingLink-hint')} className="hint">
          {e.hints.meetingLink}
        </span>
        {errorOf('meetingLink')}
      </div>
      <label htmlFor={fieldId('note')}>{e.fields.note}</label>
      <div>
        <textarea
          id={fieldId('note')}
          className="line"
          rows={textRows(value.note, 60)}
          aria-invalid={bad('note')}
          aria-describedby={described('note')}
          value={value.note}
          onChange={(event) => onChange({ ...value, note: event.currentTarget.value })}
        />
        {errorOf('note')}
      </div>
    </>
  );
}
