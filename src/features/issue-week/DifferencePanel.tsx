import { Fragment, useState, type ReactNode } from 'react';
import { publishedDays, type EntryChange, type PublishedWeek } from '#domain/publication.ts';
import { formatDay, formatTime, type LocalDate } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { changeWords } from '#ui/EntryParts.tsx';
import { Difference } from '#ui/ChangeList.tsx';
import { Mark } from '#ui/Mark.tsx';
import { Segments } from '#ui/Segments.tsx';
import { WeekTable } from '#ui/WeekTable.tsx';
import type { WeekDifference } from './checks.ts';
import type { Desk } from './desk.ts';
import { dayWords, revisionWords } from './words.ts';

/** What readers will read once the week is issued: the changes, or the whole week. */
export function DifferencePanel({
  desk,
  next,
  differences,
}: {
  desk: Desk;
  next: PublishedWeek;
  differences: readonly WeekDifference[];
}) {
  const t = useMessages().issueWeek;
  const { previous, entries } = desk;
  const [look, setLook] = useState<'changes' | 'week'>('changes');
  const shown = previous ? look : 'week';
  const title = previous ? t.changesSince(revisionWords(previous.revision, t)) : t.firstWeek;
  const internal = entries.filter((entry) => entry.stage === 'accepted' && entry.visibility === 'internal').length;
  const count = next.changes.length + differences.length;
  return (
    <section className="issueRight" aria-label={title}>
      <div className="issueHead">
        <h2>{title}</h2>
        <span className="muted">{t.asReaders}</span>
        {previous && (
          <Segments
            label={t.look}
            className="push"
            value={shown}
            onChange={setLook}
            options={[
              { key: 'changes', label: t.changesTab(count) },
              { key: 'week', label: t.weekTab },
            ]}
          />
        )}
      </div>
      {shown === 'week' ? (
        <WeekTable caption={title} today={null} days={publishedDays(next, null)} />
      ) : (
        <ChangeTable caption={title} changes={next.changes} differences={differences} />
      )}
      <p className="small muted issueFoot">
        {previous && shown === 'changes' && t.unchanged(next.entries.length - next.changes.length)}{' '}
        {internal > 0 && t.internal(internal)}
      </p>
    </section>
  );
}

/** Nothing at all when nothing changed: the act's own line says so. */
function ChangeTable({
  caption,
  changes,
  differences,
}: {
  caption: string;
  changes: readonly EntryChange[];
  differences: readonly WeekDifference[];
}) {
  const t = useMessages().issueWeek;
  if (changes.length + differences.length === 0) return null;
  return (
    <table className="data diff">
      <caption className="visuallyHidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.columns.day}</th>
          <th scope="col">{t.columns.kind}</th>
          <th scope="col">{t.columns.content}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <ChangeRow key={change.entryId} change={change} />
        ))}
        {differences.map((difference) => (
          <DifferenceRow
            key={`${difference.kind} ${'date' in difference ? difference.date : ''}`}
            difference={difference}
          />
        ))}
      </tbody>
    </table>
  );
}

function ChangeRow({ change }: { change: EntryChange }) {
  const messages = useMessages();
  const { readers, common } = messages;
  const { before, after, kind } = change;
  const stopped = kind === 'cancelled' || kind === 'postponed';
  const details = change.fields.filter((field) => field !== 'time' && field !== 'content');
  const compared = (field: 'time' | 'content', plain: ReactNode) =>
    before && change.fields.includes(field) ? (
      <Difference field={field} before={before} after={after} messages={messages} />
    ) : (
      plain
    );
  return (
    <tr>
      <DayCell date={after.date} />
      <td>
        <span className="diffMarks">
          {changeWords({ kind, fields: change.fields, timeBefore: null }, readers, common.sessions).map((words) => (
            <Mark key={words} tone={kind === 'cancelled' ? 'cancelled' : 'changed'}>
              {words}
            </Mark>
          ))}
        </span>
      </td>
      <td>
        <p>
          <b>{compared('time', formatTime(after.time, common.sessions))}</b>{' '}
          <span className="content">
            {compared('content', stopped ? <del className={kind}>{after.content}</del> : after.content)}
          </span>
        </p>
        {kind === 'added' && (
          <p className="small">
            <span className="muted">{[...after.chairs, ...after.attendees].join('; ')}</span>
            {after.place !== null && ` · ${after.place}`}
          </p>
        )}
        {before && details.length > 0 && (
          <p className="small">
            {details.map((field, index) => (
              <Fragment key={field}>
                {index > 0 && ' · '}
                <Difference field={field} before={before} after={after} messages={messages} />
              </Fragment>
            ))}
          </p>
        )}
        {change.reason !== null && <p className="small muted">{`${readers.reason} ${change.reason}`}</p>}
      </td>
    </tr>
  );
}

function DifferenceRow({ difference }: { difference: WeekDifference }) {
  const t = useMessages().issueWeek;
  const words = {
    duty: t.dutyChanged,
    holidays: t.holidaysChanged,
    remarks: t.remarksChanged,
    number: t.numberChanged,
    replaces: t.replacesChanged,
  }[difference.kind];
  const text = (value: string | boolean) => (typeof value === 'boolean' ? (value ? t.yes : t.no) : value || t.noDuty);
  return (
    <tr>
      {'date' in difference ? <DayCell date={difference.date} /> : <th scope="row">{t.general}</th>}
      <td>
        <Mark tone="changed">{words}</Mark>
      </td>
      <td>
        {difference.kind === 'duty' && `${t.duty}: `}
        {difference.before !== '' && <del>{text(difference.before)}</del>} <ins>{text(difference.after)}</ins>
      </td>
    </tr>
  );
}

function DayCell({ date }: { date: LocalDate }) {
  const messages = useMessages();
  return (
    <th scope="row">
      {dayWords(date, messages)} <span className="muted diffDate">{formatDay(date)}</span>
    </th>
  );
}
