import { useId, useMemo, useState, type FormEvent } from 'react';
import { useConnection } from '#data/connection.ts';
import { DataError } from '#data/errors.ts';
import type { ShownEntry } from '#data/entries.ts';
import { useKeptReason } from '#data/keptReason.ts';
import { usePublishedWeek } from '#data/publishedWeek.ts';
import { saveAndIssue } from '#data/saveAndIssue.ts';
import { saveEntry } from '#data/saveEntry.ts';
import type { Absence } from '#domain/absence.ts';
import type { AgencySettings, Directory } from '#domain/directory.ts';
import { changedFields, draftOf, parseEntry } from '#domain/entry.ts';
import type { Entry, EntryErrorCode } from '#domain/entry.ts';
import {
  adjustment,
  defaultDocumentNo,
  publishMoved,
  publishStopped,
  type PublishedWeek,
} from '#domain/publication.ts';
import { cleanText, lengthOf, LIMITS } from '#domain/text.ts';
import { addDays, daysBetween } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { warningsIn } from '#domain/warnings.ts';
import { addWeeks, weekOf } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Segments } from '#ui/Segments.tsx';
import { NewTime } from './NewTime.tsx';
import { StopReasons } from './StopReasons.tsx';

/** The entry without its stamps, as it is saved. */
function plain(entry: ShownEntry): Entry {
  const { revision: _revision, updatedBy: _by, updatedAt: _at, pending: _pending, ...rest } = entry;
  return rest;
}

type Act = 'postponed' | 'cancelled' | 'moved' | 'restored';

/** Takes place at another day or time, as typed; or why that is none. */
function movedTo(entry: ShownEntry, date: LocalDate, time: string): Entry | EntryErrorCode {
  const lastDate = entry.lastDate === entry.date ? '' : addDays(date, daysBetween(entry.date, entry.lastDate));
  const { id, calendar, stage } = entry;
  const parsed = parseEntry(
    { ...draftOf(entry), date, lastDate, time, status: 'planned', reason: '' },
    { id, calendar, week: weekOf(date), stage },
  );
  if (parsed.ok) return parsed.entry;
  return parsed.errors.time ?? parsed.errors.date ?? parsed.errors.lastDate ?? 'textTooLong';
}

/**
 * Puts an entry off, calls it off, moves or restores it. Of an issued week an approver makes the next revision with it at
 * once: there is no undo of that, only a restoration, which is one more.
 */
export function StopSheet({
  entry,
  ask,
  kicker,
  published,
  settings,
  directory,
  absences,
  today,
  mayIssue,
  mayMove,
  onDone,
  onClose,
}: {
  entry: ShownEntry;
  /** What was pressed: "Hoãn, hủy", of a stopped entry "Khôi phục" or "Đặt giờ mới". */
  ask: 'stop' | 'restore' | 'move';
  kicker: string; // "14:00 hôm nay · Phòng họp số 1"
  /** The issued week of its calendar; null: not issued. */
  published: PublishedWeek | null;
  settings: AgencySettings;
  directory: Directory;
  /** Of this week and the next. */
  absences: readonly Absence[];
  today: LocalDate;
  mayIssue: boolean;
  mayMove: boolean;
  onDone: (text: string, issued: PublishedWeek | null) => void;
  onClose: () => void;
}) {
  const t = useMessages();
  const m = t.myDay;
  const { online } = useConnection();
  const [act, setAct] = useState<Act>(ask === 'restore' ? 'restored' : ask === 'move' ? 'moved' : 'postponed');
  const { reason: typed, isKept, type, forget } = useKeptReason(entry, '');
  const [chosen, setChosen] = useState<string | null>(isKept ? m.other : null);
  const [when, setWhen] = useState({ date: entry.date < today ? today : entry.date, time: draftOf(entry).time });
  const [state, setState] = useState<
    'asking' | 'missing' | 'tooLong' | 'unmoved' | 'sending' | keyof typeof m.failures
  >('asking');
  /** A reason that was warned of: pressed again it is issued all the same. */
  const [warned, setWarned] = useState<string | null>(null);
  const [at] = useState(Date.now);
  const id = useId();
  const weeks = [weekOf(today), addWeeks(weekOf(today), 1)];
  const week = weekOf(when.date);
  // Both weeks of the choice, so that the one which is chosen is there.
  const issuedWeeks = [
    usePublishedWeek(entry.calendar, weeks[0]!).data,
    usePublishedWeek(entry.calendar, weeks[1]!).data,
  ];
  const to = issuedWeeks[weeks.indexOf(week)];

  const moved = useMemo(() => movedTo(entry, when.date, when.time), [entry, when]);
  const target = typeof moved === 'string' ? null : moved;
  const reason = cleanText(chosen === m.other ? typed : (chosen ?? '')) || null;
  const stopping = act === 'postponed' || act === 'cancelled';
  const next: Entry | null =
    act === 'moved'
      ? target
      : { ...plain(entry), status: stopping ? act : 'planned', reason: stopping ? reason : null };

  function issue(): PublishedWeek[] {
    if (!published || !mayIssue || !next) return [];
    const of = (one: PublishedWeek) => ({
      documentNo: defaultDocumentNo(settings, { week: one.week, printedNumber: one.number }, one.revision + 1),
      at,
    });
    if (act === 'moved') {
      const other = week === published.week ? null : (to ?? null);
      return publishMoved(published, other, plain(entry), next, { directory, absences, issue: of });
    }
    // The words before the reason is known: whether it makes a revision does not depend on it.
    const revision = publishStopped(published, stopping ? { ...next, reason: reason ?? '…' } : next, of(published));
    return revision ? [revision] : [];
  }
  const revisions = issue();
  const issues = revisions.length > 0;
  const [save, saveAndIssueWords] = m.act[act];
  const warnings = issues && stopping && chosen === m.other ? warningsIn([typed], entry.kind, settings) : [];
  const warns = warnings.length > 0 && warned === typed;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (state === 'sending') return;
    if (stopping && reason === null) return setState('missing');
    if (stopping && lengthOf(reason ?? '') > LIMITS.line) return setState('tooLong');
    if (!next) return setState('unmoved');
    if (act === 'moved' && changedFields(plain(entry), next).length === 0) return setState('unmoved');
    if (warnings.length > 0 && !warns) return setWarned(typed);
    if (!online || (act === 'moved' && to === undefined)) return setState('offline');
    setState('sending');
    try {
      if (issues) await saveAndIssue(next, entry, revisions);
      else await saveEntry(next, entry);
      forget();
      const told = revisions.map((one) => adjustment(one.revision));
      onDone(issues ? m.done(told[0]!) : m.saved[act], revisions.at(-1) ?? null);
    } catch (cause) {
      const code = cause instanceof DataError ? cause.code : 'other';
      setState(code in m.failures ? (code as keyof typeof m.failures) : 'other');
    }
  }

  const failure = state in m.failures ? m.failures[state as keyof typeof m.failures] : null;
  const change = () => setState('asking');
  return (
    <Dialog
      look="sheet"
      title={
        <>
          <small className="kicker">{kicker}</small>
          {entry.content}
        </>
      }
      onClose={() => {
        forget();
        onClose();
      }}
      actions={
        <Button look="ink" type="submit" form={id} aria-disabled={state === 'sending'} className="stopAct">
          {state === 'sending' ? m.sending : warns ? m.anyway : issues ? saveAndIssueWords : save}
        </Button>
      }
    >
      <form id={id} noValidate onSubmit={(event) => void submit(event)}>
        {ask === 'stop' && (
          <Segments
            label={m.what}
            options={(['postponed', 'cancelled', ...(mayMove ? (['moved'] as const) : [])] as const).map((key) => ({
              key,
              label: m.kinds[key],
            }))}
            value={act as keyof typeof m.kinds}
            onChange={(key) => {
              setAct(key);
              change();
            }}
          />
        )}
        {stopping && (
          <StopReasons
            chosen={chosen}
            typed={typed}
            fault={state === 'missing' ? m.reasonMissing : state === 'tooLong' ? m.reasonTooLong : null}
            onChange={(words, own) => {
              setChosen(words);
              if (own !== typed) type(own);
              change();
            }}
          />
        )}
        {act === 'moved' && (
          <NewTime
            {...{ entry, week, weeks, directory, settings, today }}
            moved={target}
            date={when.date}
            time={when.time}
            fault={state !== 'unmoved' ? null : typeof moved === 'string' ? t.edit.errors[moved] : m.unmoved}
            onChange={(date, time) => {
              setWhen({ date, time });
              change();
            }}
          />
        )}
        {warns && (
          <div className="newTimeClashes" role="alert">
            {warnings.map(({ kind, found }) => (
              <p key={kind}>
                <b>{t.issueWeek.warnings[kind]}</b> {m.warned(found)}
              </p>
            ))}
          </div>
        )}
        <p className="muted small">
          {issues ? (
            <>
              {m.consequence.before}
              {revisions.map((one, index) => (
                <span key={one.week}>
                  {index > 0 && m.consequence.and}
                  <b>{m.adjustment(adjustment(one.revision))}</b>
                  {m.consequence.of(one.number)}
                </span>
              ))}
              {m.consequence.after}
            </>
          ) : mayIssue ? (
            m.draftOnly
          ) : (
            m.issueNot
          )}
        </p>
        {failure && (
          <p className="err" role="alert">
            {failure}
          </p>
        )}
      </form>
    </Dialog>
  );
}
