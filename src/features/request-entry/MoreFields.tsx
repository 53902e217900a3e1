import { useId, useMemo } from 'react';
import { useEntryPrivate } from '#data/entryPrivate.ts';
import type { PrivateDraft } from '#data/unsaved.ts';
import type { Directory } from '#domain/directory.ts';
import type { EntryDraft, EntryErrors } from '#domain/entry.ts';
import { vehicleSuggestions } from '#domain/suggest.ts';
import { useMessages } from './messages.ts';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { vehicleText } from '#ui/draftWords.ts';
import { Field } from '#ui/Field.tsx';
import type { Typed } from './typed.ts';

const LINES = ['gatheringPoint', 'connectionPoints', 'vehicle', 'driver', 'invitationNo', 'documentNo'] as const;
/** The fields behind "Thêm giấy mời…". */
export const MORE: readonly (keyof EntryDraft)[] = LINES;

/** Opened where one of them says something. */
export const saysMore = ({ draft, internal }: Typed): boolean =>
  LINES.some((field) => draft[field] !== '') || internal !== null;

export function MoreFields({
  id,
  calendar,
  isNew,
  draft,
  internal,
  errors,
  directory,
  onType,
  onInternal,
}: {
  id: string;
  calendar: string;
  isNew: boolean;
  draft: EntryDraft;
  internal: PrivateDraft | null;
  errors: EntryErrors;
  directory: Directory;
  onType: (change: Partial<EntryDraft>) => void;
  onInternal: (internal: PrivateDraft) => void;
}) {
  const e = useMessages().edit;
  const base = useId();
  const vehicles = useMemo(() => vehicleSuggestions(directory), [directory]);
  const line = (field: 'gatheringPoint' | 'driver' | 'invitationNo' | 'documentNo') => (
    <Field
      label={e.fields[field]}
      value={draft[field]}
      autoComplete="off"
      error={errors[field] && e.errors[errors[field]]}
      onChange={(event) => onType({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <>
      {line('invitationNo')}
      {line('documentNo')}
      <div className="field">
        <label htmlFor={`${base}-vehicle`}>{e.fields.vehicle}</label>
        <ChoiceField
          label={e.fields.vehicle}
          labelled={{ id: `${base}-vehicle` }}
          error={errors.vehicle !== undefined}
          describedBy={errors.vehicle ? `${base}-vehicle-error` : undefined}
          value={draft.vehicle}
          labelOf={(value) => vehicleText(value, directory)}
          suggestions={vehicles}
          onChange={(vehicle) => onType({ vehicle })}
        />
        {errors.vehicle && (
          <p id={`${base}-vehicle-error`} className="err">
            {e.errors[errors.vehicle]}
          </p>
        )}
      </div>
      {line('driver')}
      {line('gatheringPoint')}
      <Field
        multiline
        label={e.fields.connectionPoints}
        hint={e.hints.connectionPoints}
        error={errors.connectionPoints && e.errors[errors.connectionPoints]}
        rows={2}
        value={draft.connectionPoints}
        onChange={(event) => onType({ connectionPoints: event.currentTarget.value })}
      />
      <Internal {...{ id, calendar, isNew, internal }} onChange={onInternal} />
    </>
  );
}

/** Meeting link and note: read and written apart from the entry. */
function Internal({
  id,
  calendar,
  isNew,
  internal,
  onChange,
}: {
  id: string;
  calendar: string;
  isNew: boolean;
  internal: PrivateDraft | null;
  onChange: (internal: PrivateDraft) => void;
}) {
  const e = useMessages().edit;
  const { data, error } = useEntryPrivate(calendar, id);
  if (!isNew && (data === undefined || error)) return error ? <p className="hint">{e.form.privateHidden}</p> : null;
  const value = internal ?? { meetingLink: data?.meetingLink ?? '', note: data?.note ?? '' };
  return (
    <>
      <Field
        label={e.fields.meetingLink}
        hint={e.hints.meetingLink}
        type="url"
        autoComplete="off"
        value={value.meetingLink}
        onChange={(event) => onChange({ ...value, meetingLink: event.currentTarget.value })}
      />
      <Field
        multiline
        label={e.fields.note}
        hint={e.hints.meetingLink}
        rows={2}
        value={value.note}
        onChange={(event) => onChange({ ...value, note: event.currentTarget.value })}
      />
    </>
  );
}
