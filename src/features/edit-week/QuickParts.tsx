import { useMemo } from 'react';
import type { Directory } from '#domain/directory.ts';
import { parseEntry, type Entry } from '#domain/entry.ts';
import type { QuickLine } from '#domain/quickLine.ts';
import type { QuickField, QuickPart } from '#domain/quickWords.ts';
import { DAY_END, formatTime, type LocalDate, type Minutes } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { awayText } from './AwayLines.tsx';
import { ConflictLines } from './ConflictLines.tsx';
import { HintLines } from './HintLines.tsx';
import styles from './quickLine.module.css';
import { Spoken } from './Spoken.tsx';
import { retyped } from './retyped.ts';
import type { WeekConflicts } from './useConflicts.ts';
import { dayText, dutyText, partyText, placeText, understoodTime, vehicleText } from '#ui/draftWords.ts';

/** What a column of the table will hold. */
const COLUMNS: readonly (readonly QuickField[])[] = [
  ['date', 'lastDate'],
  ['time'],
  ['content'],
  ['chairs', 'attendees', 'invitees', 'preparingUnit', 'officeLead'],
  ['place', 'gatheringPoint', 'vehicle', 'driver'],
];

/** More would push the table out of sight; the entry has them all once it stands there. */
const MOST_CLASHES = 5;

interface Shown {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What was understood, each part under the column it will fill and a way to its words, and what it would clash with. */
export function QuickParts({
  typed,
  read,
  calendar,
  week,
  directory,
  clashes,
  onGo,
  onRetype,
  onSee,
}: {
  typed: string;
  read: QuickLine;
  calendar: string;
  week: WeekId;
  directory: Directory;
  clashes: WeekConflicts;
  onGo: (from: number, to: number) => void;
  /** The line has other words, and the focus. */
  onRetype: (line: string) => void;
  onSee: (id: string) => void;
}) {
  const t = useMessages();
  const q = t.quickLine;
  const { draft, parts, unclear } = read;
  const date = draft.date as LocalDate;

  function wordsOf({ field, value }: Pick<QuickPart, 'field' | 'value'>): string {
    switch (field) {
      case 'date':
      case 'lastDate':
        return dayText(value as LocalDate, t);
      case 'time':
        return understoodTime(value, t) ?? value;
      case 'content':
      case 'gatheringPoint':
      case 'driver':
        return value;
      case 'place':
        return placeText(value, directory);
      case 'vehicle':
        return vehicleText(value, directory);
      default:
        return partyText(value, directory, date);
    }
  }
  function shownOf(field: QuickField): readonly Shown[] {
    const own = parts.filter((part) => part.field === field);
    const said = own.map((part) => ({ from: part.said, to: part.to, text: wordsOf(part) }));
    const [first] = said;
    if (field === 'date' && !first) return [{ from: 0, to: 0, text: dayText(date, t) }];
    // Of several days without one.
    if (field === 'time' && !first && draft.time !== '')
      return [{ from: 0, to: 0, text: wordsOf({ field, value: draft.time }) }];
    if (!first || (field !== 'content' && field !== 'date' && field !== 'time')) return said;
    // Words of one thing that stand apart: "chiều thứ ba … 14h".
    const [initial = '', ...rest] = said.map(({ text }) => text).join(' ');
    const text = field === 'content' ? initial.toLocaleUpperCase('vi') + rest.join('') : first.text;
    return [{ ...first, text }];
  }

  const entry = useMemo(() => {
    const parsed = parseEntry(draft, { id: 'quickLine', calendar, week });
    return parsed.ok ? parsed.entry : null;
  }, [draft, calendar, week]);
  const found = useMemo(() => (entry ? clashes.ofNew(entry) : []), [entry, clashes]);
  const around = useMemo(() => (entry ? clashes.aroundNew(entry) : null), [entry, clashes]);
  const away = entry && awayText(clashes.awayNew(entry), directory, date, t.absences.inEntry);
  const free = entry && found.length === 0 && !away ? freeWords(entry) : '';

  function freeWords({ time, place, chairs, attendees, invitees, vehicle }: Entry): string {
    const listed = (value: string) => !value.startsWith('text:');
    const names = [
      ...[...chairs, ...attendees, ...invitees].filter(listed).map((party) => dutyText(party, directory, date)),
      ...(place && listed(place) ? [placeText(place, directory)] : []),
      ...(vehicle && listed(vehicle) ? [vehicleText(vehicle, directory)] : []),
    ];
    if (names.length === 0) return '';
    const assumed = time.session === null && time.start !== null && time.end === null;
    const end = Math.min(DAY_END, (time.start ?? 0) + (around?.assumedMinutes ?? 0)) as Minutes;
    const span = formatTime(assumed ? { ...time, end } : time, t.common.sessions);
    const [weekday = ''] = dayText(date, t).split(/ (?=\d)/);
    return q.freeOf(assumed ? q.assumed(span) : span, weekday, names);
  }

  const columns = COLUMNS.map((fields) =>
    fields.map((field) => ({ field, shown: shownOf(field) })).filter(({ shown }) => shown.length > 0),
  );
  const doubts = unclear.map(({ said, to, why }) => ({ from: said, to, why, text: typed.slice(said, to).trim() }));
  const summary = [
    ...columns.flat().map(({ field, shown }) => `${t.edit.fields[field]}: ${shown.map(({ text }) => text).join(', ')}`),
    ...doubts.map(({ text }) => `${q.unclear}: ${q.quoted(text)}`),
    found.length > 0 ? q.clashing(found.length) : free && q.free,
    away,
  ];

  return (
    <>
      <div role="group" aria-label={q.understood} className={styles.parts}>
        {columns.map((fields, column) => (
          <dl key={COLUMNS[column]!.join()} className={styles.column}>
            {fields.map(({ field, shown }) => (
              <div key={field} className={styles[field]}>
                <dt>{t.edit.fields[field]}</dt>
                {shown.map(({ from, to, text }) => (
                  <dd key={`${from} ${text}`}>
                    <button
                      type="button"
                      aria-label={q.correct(t.edit.fields[field], text)}
                      onClick={() => onGo(from, to)}
                    >
                      {text}
                    </button>
                  </dd>
                ))}
              </div>
            ))}
            {column === 1 && fields.length === 0 && (
              <div>
                <dt>{t.edit.fields.time}</dt>
                <dd className={styles.missing}>{q.noTime}</dd>
              </div>
            )}
          </dl>
        ))}
        {doubts.length > 0 && (
          <dl className={`${styles.column} ${styles.unclear}`}>
            <div>
              <dt>{q.unclear}</dt>
              {doubts.map(({ from, to, why, text }) => (
                <dd key={from}>
                  <button type="button" aria-label={q.correct(q.unclear, text)} onClick={() => onGo(from, to)}>
                    {q.quoted(text)}
                  </button>
                  <small>{q.why[why]}</small>
                </dd>
              ))}
            </div>
          </dl>
        )}
      </div>
      {found.length > 0 && (
        <div className={styles.under}>
          <ConflictLines
            of={{ calendar, id: 'quickLine', date }}
            conflicts={found.slice(0, MOST_CLASHES)}
            directory={directory}
            onSee={onSee}
            repairing={
              around
                ? { draft, around, onRepair: (repair) => onRetype(retyped(typed, read, repair, wordsOf)) }
                : undefined
            }
          />
          {found.length > MOST_CLASHES && <p className={styles.more}>{q.moreClashes(found.length - MOST_CLASHES)}</p>}
        </div>
      )}
      {away && (
        <p className={`${styles.under} ${styles.free}`}>
          <span className="grade">{t.absences.inEntry.mark}</span>
          <span>{away}</span>
        </p>
      )}
      {around?.offHours && (
        <div className={styles.under}>
          <HintLines around={around} />
        </div>
      )}
      {free !== '' && (
        <p className={`${styles.under} ${styles.free}`}>
          <span className="grade sameSession">{q.free}</span>
          <span>{free}</span>
        </p>
      )}
      <Spoken text={summary.filter(Boolean).join('. ')} />
    </>
  );
}
