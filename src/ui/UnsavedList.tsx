import { Link } from 'wouter';
import { formatDay, isLocalDate, weekday } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';

interface UnsavedLine {
  readonly calendar: string;
  readonly unit: string | null;
  readonly week: string;
  readonly entry: string;
  readonly unsaved: { readonly draft: { readonly date: string; readonly time: string; readonly content: string } };
}

/** What somebody typed that only this machine has, as typed: so that it can be found, or read and copied. */
export function UnsavedList({
  entries = [],
  duty = [],
  absences = [],
  forms = [],
  calendarName,
  linked = false,
}: {
  entries?: readonly UnsavedLine[];
  /** Months of duty ("2026-12") that were chosen. */
  duty?: readonly { readonly calendar: string; readonly month: string; readonly days: number }[];
  absences?: readonly { readonly id: string; readonly draft: { readonly from: string; readonly to: string } }[];
  /** Of any other page, in words. */
  forms?: readonly { readonly place: string; readonly href: string; readonly words: string }[];
  calendarName: (id: string) => string;
  /** Each leads to where it can be saved. */
  linked?: boolean;
}) {
  const { common, staff } = useMessages();
  return (
    <ul className="unsavedList">
      {entries.map(({ calendar, unit, week, entry, unsaved: { draft } }) => {
        const href =
          unit === null ? `/edit/${calendar}/${week}` : `/request/${week}/${entry}?donvi=${unit}&lich=${calendar}`;
        const day = isLocalDate(draft.date)
          ? `${common.weekdays[weekday(draft.date) - 1]} ${formatDay(draft.date)}`
          : draft.date;
        const words = [day, draft.time, draft.content || staff.unsent.noContent]
          .filter((part) => part !== '')
          .join(' · ');
        return (
          <li key={entry}>
            {linked ? <Link href={href}>{words}</Link> : words}{' '}
            <small className="muted">{calendarName(unit ?? calendar)}</small>
          </li>
        );
      })}
      {duty.map(({ calendar, month, days }) => {
        const words = staff.unsent.duty(`${month.slice(5)}/${month.slice(0, 4)}`, days);
        return (
          <li key={`${calendar} ${month}`}>
            {linked ? <Link href={`/duty/${calendar}/${month}`}>{words}</Link> : words}{' '}
            <small className="muted">{calendarName(calendar)}</small>
          </li>
        );
      })}
      {absences.map(({ id, draft: { from, to } }) => {
        const words = staff.unsent.absence([from, to].filter(Boolean).join(' – '));
        return <li key={id}>{linked ? <Link href="/absences">{words}</Link> : words}</li>;
      })}
      {forms.map(({ place, href, words }) => (
        <li key={place}>{linked ? <Link href={href}>{words}</Link> : words}</li>
      ))}
    </ul>
  );
}
