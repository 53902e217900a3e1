import { Fragment } from 'react';
import type { ChangedField, EntryChange, PublicEntry } from '#domain/publication.ts';
import { formatDay, formatTime, weekday } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import type { Messages } from '#i18n/vi.ts';
import { OfficeText } from './OfficeText.tsx';

/** What a revision changed, as readers read it: a word, which entry, old struck and new beside it, the reason. */
export function ChangeList({ changes, none }: { changes: readonly EntryChange[]; none?: string }) {
  const messages = useMessages();
  const t = messages.readers;
  if (changes.length === 0) return <p>{none ?? t.noChanges}</p>;
  return (
    <ul className="changes">
      {changes.map((change) => {
        const shown = change.kind === 'changed' ? (change.before ?? change.after) : change.after;
        const stopped = stoppedBy(change);
        const since = stoppedSince(change);
        const where = whoAndWhere(change, messages);
        return (
          <li key={change.entryId}>
            <span className={stopped ? 'mark can' : 'mark chg'}>{t.change[change.kind]}</span>{' '}
            {since && (
              <>
                <span className="mark can">{t.status[since]}</span>{' '}
              </>
            )}
            <b>{whenWords(shown, messages)}</b>:{' '}
            {stopped || since ? (
              <del>
                <OfficeText>{shown.content}</OfficeText>
              </del>
            ) : (
              <OfficeText>{shown.content}</OfficeText>
            )}
            {where !== '' && <span className="why">{where}</span>}
            {change.before &&
              change.fields.map((field) => (
                <span key={field} className="why">
                  {`${capital(t.fields[field])}: `}
                  <Difference field={field} before={change.before!} after={change.after} messages={messages} />
                </span>
              ))}
            {change.reason !== null && <span className="why">{`${t.reason} ${change.reason}`}</span>}
          </li>
        );
      })}
    </ul>
  );
}

const stoppedBy = ({ kind }: EntryChange): boolean => kind === 'cancelled' || kind === 'postponed';

/** Added, or worded otherwise, and yet called off: between two revisions both may have happened. */
const stoppedSince = (change: EntryChange) =>
  stoppedBy(change) || change.after.status === 'planned' ? null : change.after.status;

/** Of what is new to its reader, who chairs it and where: a letter must not send them to look for it. */
const whoAndWhere = ({ kind, after }: EntryChange, messages: Messages): string => {
  if (kind !== 'added') return '';
  const { fields } = messages.readers;
  return (['chairs', 'place'] as const)
    .map((field) => ({ field, words: fieldParts(field, after, messages).join(', ') }))
    .filter(({ words }) => words !== '')
    .map(({ field, words }) => `${capital(fields[field])}: ${words}`)
    .join(' · ');
};

/** The same as text, for a letter: a line, and one below it for each field that differs and for the reason. */
export function changeLines(change: EntryChange, messages: Messages): string[] {
  const t = messages.readers;
  const shown = change.kind === 'changed' ? (change.before ?? change.after) : change.after;
  const since = stoppedSince(change);
  const kind = since ? `${t.change[change.kind]}, ${t.status[since]}` : t.change[change.kind];
  const lines = [`- ${kind}: ${whenWords(shown, messages)}: ${shown.content.replaceAll('\n', ' ')}`];
  const where = whoAndWhere(change, messages);
  if (where !== '') lines.push(`  ${where}`);
  for (const field of change.before ? change.fields : []) {
    const { was, is, gone, came, by } = partsBetween(field, change.before!, change.after, messages);
    const [before, after, left, joined] = [was, is, gone, came].map((parts) => parts.join(by));
    const words = isOfMany({ was, gone, came })
      ? [left && `${t.gone} ${left}`, joined && `${t.came} ${joined}`].filter((part) => part !== '').join('; ')
      : `${before || t.none} → ${after || t.none}`;
    lines.push(`  ${capital(t.fields[field])}: ${words}`);
  }
  if (change.reason !== null) lines.push(`  ${t.reason} ${change.reason}`);
  return lines;
}

/** One field of a change: the old words struck, the new beside them; of a list, what left and what came. */
export function Difference({
  field,
  before,
  after,
  messages,
}: {
  field: ChangedField;
  before: PublicEntry;
  after: PublicEntry;
  messages: Messages;
}) {
  const { was, is, gone, came, by } = partsBetween(field, before, after, messages);
  const t = messages.readers;
  if (isOfMany({ was, gone, came })) {
    return (
      <Fragment>
        {gone.length > 0 && `${t.gone} `}
        {gone.length > 0 && <del>{gone.join(by)}</del>}
        {gone.length > 0 && came.length > 0 && '; '}
        {came.length > 0 && `${t.came} `}
        {came.length > 0 && <ins>{came.join(by)}</ins>}
      </Fragment>
    );
  }
  return (
    <Fragment>
      {was.length > 0 && <del>{was.join(by)}</del>} {is.length === 0 ? t.none : <ins>{is.join(by)}</ins>}
    </Fragment>
  );
}

/** What a field said and says, in parts; which of them left and came; and what stands between them. */
function partsBetween(field: ChangedField, before: PublicEntry, after: PublicEntry, messages: Messages) {
  const [was, is] = [before, after].map((entry) => fieldParts(field, entry, messages)) as [string[], string[]];
  return {
    was,
    is,
    gone: was.filter((part) => !is.includes(part)),
    came: is.filter((part) => !was.includes(part)),
    by: field === 'connectionPoints' ? '; ' : field === 'papers' ? ' · ' : ', ',
  };
}

/** Some of a list changed and some stayed: forty names told twice would hide the one that left. */
const isOfMany = ({ was, gone, came }: Record<'was' | 'gone' | 'came', readonly string[]>): boolean =>
  gone.length < was.length && gone.length + came.length > 0;

function fieldParts(field: ChangedField, entry: PublicEntry, { common, readers }: Messages): string[] {
  switch (field) {
    case 'date':
      return [daysWords(entry, common)];
    case 'time':
      return [formatTime(entry.time, common.sessions)];
    case 'chairs':
      return [...entry.chairs, ...(entry.actingFor === null ? [] : [`${readers.actingFor} ${entry.actingFor}`])];
    case 'attendees':
    case 'invitees':
    case 'forInformation':
    case 'connectionPoints':
      return [...entry[field]];
    case 'papers':
      return [
        entry.invitationNo !== null && `${readers.invitationNo} ${entry.invitationNo}`,
        entry.documentNo !== null && `${readers.documentNo} ${entry.documentNo}`,
        entry.separateInvitation && readers.separateInvitation,
        entry.replacesInvitation && readers.replacesInvitation,
      ].filter((part) => part !== false);
    default:
      return entry[field] === null ? [] : [entry[field]];
  }
}

const daysWords = ({ date, lastDate }: PublicEntry, common: Messages['common']): string => {
  const last = lastDate === date ? '' : ` – ${formatDay(lastDate)}`;
  return `${common.weekdays[weekday(date) - 1]} ${formatDay(date)}${last}`;
};

/** "Thứ hai 23/11, 07:30"; of several days "Thứ hai 23/11 – 25/11, Cả ngày" */
export const whenWords = (entry: PublicEntry, { common }: Messages): string =>
  `${daysWords(entry, common)}, ${formatTime(entry.time, common.sessions)}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
