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

/** The same as text, for a letter: a line, and one below it for each field that differs and for the reason. */
export function changeLines(change: EntryChange, messages: Messages): string[] {
  const t = messages.readers;
  const shown = change.kind === 'changed' ? (change.before ?? change.after) : change.after;
  const since = stoppedSince(change);
  const kind = since ? `${t.change[change.kind]}, ${t.status[since]}` : t.change[change.kind];
  const lines = [`- ${kind}: ${whenWords(shown, messages)}: ${shown.content.replaceAll('\n', ' ')}`];
  for (const field of change.before ? change.fields : []) {
    const [was, is] = [change.before!, change.after].map((entry) => fieldWords(field, entry, messages) || t.none);
    lines.push(`  ${capital(t.fields[field])}: ${was} → ${is}`);
  }
  if (change.reason !== null) lines.push(`  ${t.reason} ${change.reason}`);
  return lines;
}

/** One field of a change: the old words struck, the new beside them. */
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
  const was = fieldWords(field, before, messages);
  const is = fieldWords(field, after, messages);
  return (
    <Fragment>
      {was !== '' && <del>{was}</del>} {is === '' ? messages.readers.none : <ins>{is}</ins>}
    </Fragment>
  );
}

function fieldWords(field: ChangedField, entry: PublicEntry, { common, readers }: Messages): string {
  switch (field) {
    case 'date':
      return entry.lastDate === entry.date
        ? dayWords(entry, common)
        : `${dayWords(entry, common)} – ${formatDay(entry.lastDate)}`;
    case 'time':
      return formatTime(entry.time, common.sessions);
    case 'chairs':
      return [...entry.chairs, ...(entry.actingFor === null ? [] : [`${readers.actingFor} ${entry.actingFor}`])].join(
        ', ',
      );
    case 'attendees':
    case 'invitees':
    case 'forInformation':
      return entry[field].join(', ');
    case 'connectionPoints':
      return entry.connectionPoints.join('; ');
    case 'papers':
      return [
        entry.invitationNo !== null && `${readers.invitationNo} ${entry.invitationNo}`,
        entry.documentNo !== null && `${readers.documentNo} ${entry.documentNo}`,
        entry.separateInvitation && readers.separateInvitation,
        entry.replacesInvitation && readers.replacesInvitation,
      ]
        .filter((part) => part !== false)
        .join(' · ');
    default:
      return entry[field] ?? '';
  }
}

const dayWords = (entry: PublicEntry, common: Messages['common']): string =>
  `${common.weekdays[weekday(entry.date) - 1]} ${formatDay(entry.date)}`;

/** "Thứ hai 23/11, 07:30" */
export const whenWords = (entry: PublicEntry, { common }: Messages): string =>
  `${dayWords(entry, common)}, ${formatTime(entry.time, common.sessions)}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
