import { useId, type KeyboardEvent, type ReactNode } from 'react';
import type { Directory } from '#domain/directory.ts';
import type { EntryDraft } from '#domain/entry.ts';
import { isLocalDate } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import type { Around } from './around.ts';
import styles from './edit.module.css';
import { composing } from '#ui/keyPress.ts';
import type { Row } from './rowState.ts';
import { useSuggestions } from './useSuggestions.ts';
import { textRows } from '#ui/textRows.ts';
import { TokenField } from '#ui/TokenField.tsx';
import { TypedArea, TypedInput } from './TypedField.tsx';
import { partyText, placeText, understoodTime } from '#ui/draftWords.ts';

/** What the fields of an open row may ask for. */
export interface RowActs {
  readonly type: (draft: Partial<EntryDraft>) => void;
  /** As `type`, by a field that shows them itself. */
  readonly letters: (draft: Partial<EntryDraft>) => void;
  readonly save: () => void;
  readonly dropEdit: () => void;
  readonly allFields: () => void;
  readonly stop: () => void;
  readonly duplicate: () => void;
  /** Absent where the entry was issued, and so cannot be deleted. */
  readonly remove: (() => void) | undefined;
  readonly say: (text: string) => void;
}

/** The open row: its four cells become fields where the text stood, the errors and acts stand in the line below. */
export function RowFields({
  row,
  calendar,
  directory,
  around,
  acts,
  note,
  isNew,
}: {
  row: Row;
  calendar: string;
  directory: Directory;
  /** Null while its words are no entry. */
  around: Around | null;
  acts: RowActs;
  /** What the last column says of the row. */
  note: ReactNode;
  isNew: boolean;
}) {
  const t = useMessages();
  const e = t.edit;
  const id = useId();
  const { draft, errors } = row;
  const onDate = isLocalDate(draft.date)
    ? (draft.date as LocalDate)
    : (row.origin?.date ?? ('1970-01-01' as LocalDate));
  const { chairs, attendees, places } = useSuggestions(calendar, directory, onDate);
  const labelOf = (value: string) => partyText(value, directory, onDate);
  const noteOf = (value: string) => around?.noteOf(value, t);
  const time = understoodTime(draft.time, t);
  const errorId = (field: keyof EntryDraft) => (errors[field] ? `${id}-${field}` : undefined);
  const error = (field: keyof EntryDraft) =>
    errors[field] && (
      <span id={`${id}-${field}`} className="err">
        {e.errors[errors[field]]}
      </span>
    );
  const elsewhere = (Object.keys(errors) as (keyof EntryDraft)[]).filter(
    (field) => !['time', 'content', 'chairs', 'attendees', 'place'].includes(field),
  );
  return (
    <>
      <td role="gridcell" className="time">
        <span className={styles.phoneLabel} aria-hidden="true">
          {e.fields.time}
        </span>
        <TypedInput
          className={`line${errors.time ? ' bad' : ''}`}
          aria-label={e.fields.time}
          aria-invalid={errors.time ? true : undefined}
          aria-describedby={`${id}-understood${errors.time ? ` ${id}-time` : ''}`}
          autoComplete="off"
          spellCheck={false}
          value={draft.time}
          onType={(time) => acts.letters({ time })}
        />
        <span id={`${id}-understood`} className={styles.understood}>
          {time !== undefined && <b>{e.understood(time)}</b>}
        </span>
        {error('time')}
      </td>
      <td role="gridcell" className="what">
        <span className={styles.phoneLabel} aria-hidden="true">
          {e.fields.content}
        </span>
        <TypedArea
          className={`line${errors.content ? ' bad' : ''}`}
          rows={Math.max(2, textRows(draft.content, 30))}
          aria-label={e.fields.content}
          aria-invalid={errors.content ? true : undefined}
          aria-describedby={errorId('content')}
          value={draft.content}
          // By Tab the caret would stand before the text; what is selected stays so.
          onFocus={({ currentTarget: area }) => {
            if (area.selectionEnd === 0) area.setSelectionRange(draft.content.length, draft.content.length);
          }}
          onType={(content) => acts.letters({ content })}
        />
        {error('content')}
      </td>
      <td role="gridcell" className="who">
        <span className={styles.small} aria-hidden="true">
          {e.fields.chairs}
        </span>
        <TokenField
          label={e.fields.chairs}
          values={draft.chairs}
          labelOf={labelOf}
          suggestions={chairs}
          noteOf={noteOf}
          onChange={(chairs) => acts.type({ chairs })}
          say={acts.say}
          error={errors.chairs !== undefined}
          describedBy={errorId('chairs')}
        />
        {error('chairs')}
        <span className={styles.small} aria-hidden="true">
          {e.fields.attendees}
        </span>
        <TokenField
          label={e.fields.attendees}
          values={draft.attendees}
          labelOf={labelOf}
          suggestions={attendees}
          noteOf={noteOf}
          onChange={(attendees) => acts.type({ attendees })}
          say={acts.say}
          error={errors.attendees !== undefined}
          describedBy={errorId('attendees')}
        />
        {error('attendees')}
      </td>
      <td role="gridcell" className="where">
        <span className={styles.phoneLabel} aria-hidden="true">
          {e.fields.place}
        </span>
        <ChoiceField
          label={e.fields.place}
          value={draft.place}
          labelOf={(value) => placeText(value, directory)}
          suggestions={places}
          noteOf={noteOf}
          onChange={(place) => acts.type({ place })}
          error={errors.place !== undefined}
          describedBy={errorId('place')}
        />
        {error('place')}
      </td>
      <td role="gridcell" className="state">
        {note}
        {elsewhere.map((field) => (
          <span key={field} className="err">
            {e.fields[field]}: {e.errors[errors[field]!]}
          </span>
        ))}
        <span className={styles.acts}>
          <button type="button" className="link" onClick={acts.allFields}>
            {e.allFields}
          </button>
          <button type="button" className="link" onClick={acts.save}>
            {e.save}
          </button>
          <button type="button" className="link" onClick={acts.dropEdit}>
            {e.dropEdit}
          </button>
          {!isNew && (
            <button type="button" className="link" onClick={acts.duplicate}>
              {e.duplicate}
            </button>
          )}
          {!isNew && (
            <button type="button" className={`link ${styles.stop}`} onClick={acts.stop}>
              {e.stop}
            </button>
          )}
          {acts.remove && (
            <button type="button" className={`link ${styles.stop}`} onClick={acts.remove}>
              {e.delete}
            </button>
          )}
        </span>
      </td>
    </>
  );
}

/** Enter in a field saves, Escape drops; a list that is open has used them up before. */
export function onFieldsKey(event: KeyboardEvent, acts: Pick<RowActs, 'save' | 'dropEdit'>) {
  // A list in a portal is no part of the row, though React lets its keys come up here.
  if (!event.currentTarget.contains(event.target as Node)) return;
  if (composing(event.nativeEvent) || event.altKey || event.ctrlKey || event.metaKey) return;
  const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (event.key === 'Enter' && inField && !event.shiftKey) acts.save();
  else if (event.key === 'Escape') acts.dropEdit();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
