import { createContext, Fragment, useContext, type ReactNode } from 'react';
import type { ChangedField, PublicEntry } from '#domain/publication.ts';
import { formatClock, formatDay, formatTime, type LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { OfficeText } from './OfficeText.tsx';

/** What the table shows of an entry. A public entry is one; staff word theirs the same way. */
export type TableEntry = Omit<PublicEntry, 'personIds' | 'sequence' | 'issuedIn' | 'changedIn'>;

// The four cells of an entry, apart from their `<td>`: the table, a form's preview and the change list share them.

/** `07:30–08:15`, `Sáng`, `Cả ngày`; the end is lighter than the start. */
export function EntryWhen({ entry }: { entry: Pick<TableEntry, 'time' | 'date' | 'lastDate'> }) {
  const { common, readers } = useMessages();
  const { session, start, end } = entry.time;
  return (
    <>
      {start !== null ? formatClock(start) : session !== null && common.sessions[session]}
      {end !== null && <span className="end">{`–${formatClock(end)}`}</span>}
      {start !== null && session === 'allDay' && <span className="end"> {common.sessions.allDay.toLowerCase()}</span>}
      {entry.lastDate !== entry.date && (
        <span className="end until"> {`${readers.until} ${formatDay(entry.lastDate)}`}</span>
      )}
    </>
  );
}

/** Where the file of one entry is (iCal); null: it has none. Without a provider no entry has. */
export const EntryFile = createContext<(entry: TableEntry) => string | null>(() => null);

/** The way of one entry into its reader's own calendar, on the first of its days. */
export function KeepEntry({ entry, date }: { entry: TableEntry; date: LocalDate }) {
  const href = useContext(EntryFile)(entry);
  return entry.date === date && <KeepLink href={href} />;
}

export function KeepLink({ href }: { href: string | null }) {
  const { readers } = useMessages();
  return (
    href !== null && (
      <>
        {' '}
        <a className="keep" href={href}>
          {readers.keep}
          <span className="skip">{readers.keepRest}</span>
        </a>
      </>
    )
  );
}

/** Content, then what happened to it in words, then its papers and who prepares it. */
export function EntryWhat({ entry }: { entry: TableEntry }) {
  const { readers } = useMessages();
  const stopped = entry.status === 'planned' ? null : entry.status;
  return (
    <>
      {stopped ? (
        <del>
          <OfficeText>{entry.content}</OfficeText>
        </del>
      ) : (
        <OfficeText>{entry.content}</OfficeText>
      )}
      {!stopped && <ChangeMarks change={entry.change} />}
      <ConnectionPoints points={entry.connectionPoints} />
      {stopped && (
        <span className="why">
          <span className="mark can">{readers.status[stopped]}</span>
          {entry.reason !== null && (
            <>
              {` ${readers.reason} `}
              <OfficeText>{entry.reason}</OfficeText>
            </>
          )}
        </span>
      )}
      <Small
        parts={[
          entry.invitationNo !== null && `${readers.invitationNo} ${entry.invitationNo}`,
          entry.documentNo !== null && `${readers.documentNo} ${entry.documentNo}`,
          entry.separateInvitation && readers.separateInvitation,
          entry.replacesInvitation && readers.replacesInvitation,
          entry.preparingUnit !== null && `${readers.preparing} ${entry.preparingUnit}`,
          entry.logistics !== null && `${readers.logistics} ${entry.logistics}`,
          entry.officeLead !== null && `${readers.officeLead} ${entry.officeLead}`,
        ]}
      />
    </>
  );
}

/** Chairs first and in bold, then everybody else; mời dự and để biết are named as such. */
export function EntryWho({ entry }: { entry: TableEntry }) {
  const { readers } = useMessages();
  const groups: ReactNode[] = [];
  if (entry.chairs.length > 0 || entry.actingFor !== null) {
    groups.push(
      <>
        {entry.chairs.map((chair, index) => (
          <Fragment key={chair}>
            {index > 0 && ', '}
            <Chair>{chair}</Chair>
          </Fragment>
        ))}
        {entry.actingFor !== null && ` (${readers.actingFor} ${entry.actingFor})`}
      </>,
    );
  }
  if (entry.attendees.length > 0) groups.push(<OfficeText>{entry.attendees.join(', ')}</OfficeText>);
  if (entry.invitees.length > 0) groups.push(`${readers.invited} ${entry.invitees.join(', ')}`);
  if (entry.forInformation.length > 0) groups.push(`${readers.forInformation} ${entry.forInformation.join(', ')}`);
  return groups.map((group, index) => (
    // The groups of one entry never change places.
    // oxlint-disable-next-line react/no-array-index-key -- a group has no identity but its place
    <Fragment key={index}>
      {index > 0 && '; '}
      {group}
    </Fragment>
  ));
}

/** Whoever chairs is bold; for whom they act is not. */
function Chair({ children: words }: { children: string }) {
  const [, who = words, actingFor = ''] = /^(.+?)( \(thay .+\))$/.exec(words) ?? [];
  return (
    <>
      <b>
        <OfficeText>{who}</OfficeText>
      </b>
      {actingFor}
    </>
  );
}

export function EntryWhere({ entry }: { entry: Pick<TableEntry, 'place' | 'gatheringPoint'> }) {
  const { readers } = useMessages();
  return (
    <>
      {entry.place !== null && <OfficeText>{entry.place}</OfficeText>}
      {entry.gatheringPoint !== null && (
        <span className="why">{`${readers.gatheringPoint} ${entry.gatheringPoint}`}</span>
      )}
    </>
  );
}

/** A word in a ruled box: what the last revision did to the entry ("Bổ sung", "Đổi giờ · 07:00"). */
function ChangeMarks({ change }: { change: TableEntry['change'] }) {
  const { common, readers } = useMessages();
  if (change === null) return null;
  return changeWords(change, readers, common.sessions).map((words) => (
    <Fragment key={words}>
      {' '}
      <span className="mark chg">{words}</span>
    </Fragment>
  ));
}

type Readers = ReturnType<typeof useMessages>['readers'];
type Sessions = ReturnType<typeof useMessages>['common']['sessions'];

/** `["Đổi giờ · 07:00", "Đổi chủ trì, địa điểm"]`: the old time is worth its words, other old values stand in the change list. */
export function changeWords(change: NonNullable<TableEntry['change']>, words: Readers, sessions: Sessions): string[] {
  if (change.kind !== 'changed') return [words.change[change.kind]];
  const marks: string[] = [];
  const others: ChangedField[] = change.fields.filter((field) => field !== 'time');
  if (change.fields.includes('time')) {
    const before = change.timeBefore === null ? '' : ` · ${formatTime(change.timeBefore, sessions)}`;
    marks.push(`${words.fieldChanged} ${words.fields.time}${before}`);
  }
  if (others.length > 0) marks.push(`${words.fieldChanged} ${others.map((field) => words.fields[field]).join(', ')}`);
  return marks.length > 0 ? marks : [words.change.changed];
}

/** How many places are connected, and on demand (and on paper) which. */
function ConnectionPoints({ points }: { points: readonly string[] }) {
  const { readers } = useMessages();
  if (points.length === 0) return null;
  return (
    <>
      {' '}
      <details className="points">
        <summary>
          <span className="mark now">{`${points.length} ${readers.points}`}</span>
        </summary>
        <span className="why">{points.join('; ')}</span>
      </details>
    </>
  );
}

function Small({ parts }: { parts: readonly (string | false)[] }) {
  const text = parts.filter((part) => part !== false);
  return text.length > 0 && <span className="why">{text.join(' · ')}</span>;
}
