// A grid's lines take the focus and the keys (ARIA grid pattern); the rule knows rows of plain tables only.
/* oxlint-disable jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/no-noninteractive-element-to-interactive-role */
import { memo } from 'react';
import type { ShownEntry } from '#data/entries.ts';
import type { Directory } from '#domain/directory.ts';
import type { EntryDraft } from '#domain/entry.ts';
import { parseEntry } from '#domain/entry.ts';
import type { LocalDate } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { EntryWhat, EntryWhen, EntryWhere, EntryWho, type TableEntry } from '#ui/EntryParts.tsx';
import { Mark } from '#ui/Mark.tsx';
import { wordedEntry } from '#ui/wordedEntry.ts';
import styles from './edit.module.css';
import many from './many.module.css';
import { RowState, type StateWords } from './RowState.tsx';
import type { Row } from './rowState.ts';
import type { ShownRow } from './shownRows.ts';
import { partyText, placeText } from '#ui/draftWords.ts';

/**
 * One line of the table, to be read. Drawn anew only when its own entry, row or marks change: a key press and a
 * colleague's save draw one line of hundreds. So it has no handlers: the table hears for all lines.
 */
export const EntryLine = memo(function EntryLine({
  entry,
  row,
  isPicked,
  isSelected,
  isCut,
  isInHand,
  repeats,
  isTabStop,
  describedBy,
  directory,
  calendar,
  week,
  away,
  ...words
}: {
  entry: ShownEntry | null;
  row: Row | null;
  isPicked: boolean;
  /** Chosen together with others. */
  isSelected: boolean;
  /** It goes where it is pasted. */
  isCut: boolean;
  /** It is being dragged. */
  isInHand: boolean;
  /** How often it comes again, in words. */
  repeats: string | null;
  isTabStop: boolean;
  /** Its day, which the arrows pass by. */
  describedBy: string;
  directory: Directory;
  calendar: string;
  week: WeekId;
  /** Who of it is away, and who acts. */
  away: string | null;
} & StateWords) {
  const t = useMessages();
  const key = (entry ?? row!).id;
  const isStopped = (row?.draft.status ?? entry?.status) !== 'planned';
  return (
    <tr
      role="row"
      className={
        [isStopped && 'can', isPicked && styles.picked, isSelected && many.selected, (isCut || isInHand) && many.cut]
          .filter(Boolean)
          .join(' ') || undefined
      }
      aria-selected={isSelected || undefined}
      aria-describedby={describedBy}
      data-row={key}
      data-stop={key}
      tabIndex={isTabStop ? 0 : -1}
    >
      <ReadCells shown={{ key, entry, row }} {...{ directory, calendar, week, away }} />
      <td role="gridcell" className="state">
        {isCut && <Mark tone="plain">{t.rows.cutMark}</Mark>}
        <RowState entry={entry} row={row} isOpen={isPicked} {...words} />
        {repeats !== null && <span className={styles.note}>{repeats}</span>}
      </td>
    </tr>
  );
});

/** The stored words, or ours over them while they wait. */
function ReadCells({
  shown: { entry, row },
  directory,
  calendar,
  week,
  away,
}: {
  shown: ShownRow;
  directory: Directory;
  calendar: string;
  week: WeekId;
  away: string | null;
}) {
  const { points } = useMessages().readers;
  const ours = row && row.phase !== 'saving' ? row : entry ? null : row;
  const { worded, time } = ours
    ? wordedDraft(ours, directory, calendar, week)
    : { worded: wordedEntry(entry!, directory, []), time: null };
  return (
    <>
      <td role="gridcell" className="time">
        {time ?? <EntryWhen entry={worded} />}
      </td>
      <td role="gridcell" className="what">
        {/* The points unfold only in the form: a summary here would be a second Tab stop. */}
        <EntryWhat entry={{ ...worded, connectionPoints: [] }} />{' '}
        {worded.connectionPoints.length > 0 && <Mark tone="now">{`${worded.connectionPoints.length} ${points}`}</Mark>}
      </td>
      <td role="gridcell" className="who">
        <EntryWho entry={worded} />
        {away !== null && <span className="why">{away}</span>}
      </td>
      <td role="gridcell" className="where">
        <EntryWhere entry={worded} />
      </td>
    </>
  );
}

/** Typed words that are no entry yet are shown as typed. */
function wordedDraft(
  row: Row,
  directory: Directory,
  calendar: string,
  week: WeekId,
): { worded: TableEntry; time: string | null } {
  const { draft, id } = row;
  const parsed = parseEntry(draft, { id, calendar, week });
  if (parsed.ok) return { worded: wordedEntry(parsed.entry, directory, []), time: null };
  const party = (value: string) => partyText(value, directory, draft.date as LocalDate);
  return {
    worded: {
      ...typedEntry(id, draft),
      chairs: draft.chairs.map(party),
      attendees: draft.attendees.map(party),
      place: placeText(draft.place, directory),
    },
    time: draft.time,
  };
}

const typedEntry = (id: string, draft: EntryDraft): TableEntry => ({
  id,
  date: draft.date as LocalDate,
  lastDate: draft.date as LocalDate,
  time: { session: null, start: null, end: null },
  content: draft.content,
  chairs: [],
  attendees: [],
  invitees: [],
  forInformation: [],
  place: null,
  gatheringPoint: draft.gatheringPoint || null,
  connectionPoints: [],
  preparingUnit: null,
  logistics: null,
  officeLead: null,
  invitationNo: draft.invitationNo || null,
  documentNo: draft.documentNo || null,
  separateInvitation: draft.separateInvitation,
  replacesInvitation: draft.replacesInvitation,
  kind: draft.kind,
  status: draft.status,
  reason: draft.reason || null,
  actingFor: null,
  change: null,
});
