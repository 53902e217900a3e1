import type { ReactNode } from 'react';
import type { ShownEntry } from '#data/entries.ts';
import type { Unsaved } from '#data/unsaved.ts';
import type { ConflictGrade } from '#domain/conflicts.ts';
import type { AgencySettings, Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { partyLabel, placeLabel } from '#domain/party.ts';
import { lateBy, type EntryRequest } from '#domain/request.ts';
import { formatTime, isLocalDate } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { sortEntries } from '#domain/week.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { understoodTime } from '#ui/draftWords.ts';
import { GradeMark } from '#ui/GradeMark.tsx';
import { Mark } from '#ui/Mark.tsx';
import styles from './request.module.css';
import { RequestItem } from './RequestItem.tsx';
import { momentText, shortDay, shortName } from './words.ts';

/** A request of the unit, with its entry; one that the office accepted and deleted is `gone`. */
export interface OwnRequest {
  readonly request: EntryRequest;
  readonly entry: ShownEntry | null;
  readonly gone: Entry | null;
}

/** What the unit has to do, what waits, what was answered. */
export function RequestList({
  own,
  drafts,
  failures,
  href,
  opened,
  week,
  directory,
  settings,
  gradeOf,
  entryOf,
  nameOf,
  now,
  online,
}: {
  own: readonly OwnRequest[];
  /** Typed and not sent, by entry id. */
  drafts: ReadonlyMap<string, Unsaved>;
  /** Why something could not be sent, by entry id. */
  failures: ReadonlyMap<string, string>;
  href: (id: string) => string;
  opened: string | undefined;
  week: WeekId;
  directory: Directory;
  settings: AgencySettings;
  /** The worst that a waiting request clashes by. */
  gradeOf: (entry: Entry) => ConflictGrade | null;
  entryOf: (id: string) => Entry | undefined;
  nameOf: (uid: string) => string;
  now: number;
  online: boolean;
}) {
  const t = useMessages();
  const r = t.request;
  const m = r.marks;
  const of = (id: string) => own.find(({ request }) => request.entry === id);
  const ofStage = (...stages: Entry['stage'][]) => {
    const found = own.flatMap(({ request, entry }) =>
      entry && stages.includes(entry.stage) && !drafts.has(entry.id) ? [{ ...entry, request }] : [],
    );
    return sortEntries(found);
  };
  const typed = [...drafts].sort(([, a], [, b]) => (a.draft.date < b.draft.date ? -1 : 1));
  const returned = ofStage('returned');
  const waiting = ofStage('requested');
  const answered = ofStage('accepted', 'merged');
  const dropped = sortEntries(own.flatMap(({ entry, gone }) => (!entry && gone ? [gone] : [])));

  const whoAndWhere = (entry: Entry): string =>
    [
      entry.chairs.map((party) => partyLabel(party, directory, entry.date)).join(', '),
      entry.place && placeLabel(entry.place, directory),
    ]
      .filter(Boolean)
      .join(' · ');
  const item = (entry: Entry, children: ReactNode) => (
    <RequestItem
      key={entry.id}
      id={entry.id}
      href={href(entry.id)}
      current={entry.id === opened}
      day={shortDay(entry.date, t)}
      time={formatTime(entry.time, t.common.sessions)}
      content={entry.content}
      detail={whoAndWhere(entry)}
    >
      {children}
    </RequestItem>
  );
  const returnOf = ({ reason, answeredBy, answeredAt }: EntryRequest) =>
    reason !== null && (
      <small>
        {r.quoted(reason)}
        {answeredBy !== null && answeredAt !== null && ` ${r.by(nameOf(answeredBy), momentText(answeredAt, now))}`}
      </small>
    );
  const lateMark = (request: EntryRequest) => {
    const late = lateBy(request.sentAt, week, settings);
    return late > 0 && <Mark tone="changed">{m.late(t.compile.length(late))}</Mark>;
  };

  return (
    <>
      {typed.length + returned.length > 0 && (
        <section>
          <h2 className={styles.group}>{r.groups.todo}</h2>
          <ul className={styles.list}>
            {typed.map(([id, { draft }]) => {
              const known = of(id);
              const date = draft.date as LocalDate;
              return (
                <RequestItem
                  key={id}
                  id={id}
                  href={href(id)}
                  current={id === opened}
                  day={isLocalDate(draft.date) ? shortDay(date, t) : draft.date}
                  time={understoodTime(draft.time, t) ?? (draft.time.trim() || r.noTime)}
                  content={draft.content.trim() || r.noContent}
                  detail=""
                >
                  <span className={styles.state}>
                    {known?.entry?.stage === 'returned' && <Mark tone="cancelled">{m.returned}</Mark>}
                    <Mark tone="changed">{m.draft}</Mark>
                    {failures.has(id) ? (
                      <b className={styles.failed}>{r.notSent(failures.get(id)!)}</b>
                    ) : (
                      <small className="muted">{r.draftHere}</small>
                    )}
                  </span>
                  {known?.entry?.stage === 'returned' && returnOf(known.request)}
                </RequestItem>
              );
            })}
            {returned.map(({ request, ...entry }) =>
              item(
                entry,
                <>
                  <span className={styles.state}>
                    <Mark tone="cancelled">{m.returned}</Mark>
                    {lateMark(request)}
                  </span>
                  {returnOf(request)}
                </>,
              ),
            )}
          </ul>
        </section>
      )}
      {waiting.length > 0 && (
        <section>
          <h2 className={styles.group}>{r.groups.waiting}</h2>
          <ul className={styles.list}>
            {waiting.map(({ request, ...entry }) => {
              const grade = gradeOf(entry);
              return item(
                entry,
                <>
                  <span className={styles.state}>
                    {grade && <GradeMark grade={grade} />}
                    {lateMark(request)}
                    <small className="muted">
                      {entry.pending
                        ? online
                          ? r.sending
                          : r.waitsForNetwork
                        : r.sentAt(momentText(request.sentAt, now))}
                    </small>
                  </span>
                  {request.reason !== null && <small className="muted">{r.sentAgain(request.reason)}</small>}
                </>,
              );
            })}
          </ul>
        </section>
      )}
      {answered.length + dropped.length > 0 && (
        <section>
          <h2 className={styles.group}>{r.groups.answered}</h2>
          <ul className={styles.list}>
            {answered.map(({ request, ...entry }) => {
              const target = request.into === null ? undefined : entryOf(request.into);
              return item(
                entry,
                <>
                  {entry.stage === 'merged' && target && (
                    <small className="muted">{r.mergedInto(shortName(target, t))}</small>
                  )}
                  <span className={styles.state}>
                    <Mark tone="plain">{entry.stage === 'merged' ? m.merged : m.accepted}</Mark>
                    {entry.status !== 'planned' && <Mark tone="cancelled">{m[entry.status]}</Mark>}
                  </span>
                  {entry.reason !== null && <small>{r.cancelled(entry.reason)}</small>}
                </>,
              );
            })}
            {dropped.map((entry) =>
              item(
                entry,
                <span className={styles.state}>
                  <Mark tone="cancelled">{m.dropped}</Mark>
                </span>,
              ),
            )}
          </ul>
        </section>
      )}
      {own.length + typed.length === 0 && <p className={styles.none}>{r.empty}</p>}
    </>
  );
}
