import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Link } from 'wouter';
import { useConnection } from '#data/connection.ts';
import { DataError, type DataErrorCode } from '#data/errors.ts';
import { issueWeek } from '#data/issueWeek.ts';
import { cleanLines, cleanText, lengthOf, LIMITS } from '#domain/text.ts';
import { adjustment, defaultDocumentNo, publish } from '#domain/publication.ts';
import { formatTime, todayAt } from '#domain/time.ts';
import { daysOf } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import type { Messages } from './messages.ts';
import { Band } from '#ui/Band.tsx';
import { Button } from '#ui/Button.tsx';
import { Check, Field } from '#ui/Field.tsx';
import { checksOf, weekDifferences, type IssueCheck } from './checks.ts';
import type { Desk } from './desk.ts';
import { DifferencePanel } from './DifferencePanel.tsx';
import { proposedSigner } from './signer.ts';
import { dayWords, revisionWords } from './words.ts';

/** What was typed over the proposals; null: nothing yet. Kept when issuing is refused. */
interface Typed {
  readonly documentNo: string | null;
  readonly signer: string | null;
  readonly remarks: string | null;
}

type Outcome =
  | { readonly kind: 'idle' | 'issuing' }
  | { readonly kind: 'done'; readonly revision: number }
  | { readonly kind: 'failed'; readonly code: DataErrorCode };

export function IssueDesk({ desk, openedAt }: { desk: Desk; openedAt: number }) {
  const messages = useMessages();
  const t = messages.issueWeek;
  const { online } = useConnection();
  const { calendar, week, directory, settings, entries, state, previous, absences, holidays } = desk;
  const [typed, setTyped] = useState<Typed>({ documentNo: null, signer: null, remarks: null });
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'idle' });
  const result = useRef<HTMLDivElement>(null);
  const documentField = useRef<HTMLInputElement>(null);
  const signerField = useRef<HTMLInputElement>(null);
  const remarksField = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (outcome.kind === 'done' || outcome.kind === 'failed') result.current?.focus();
  }, [outcome]);

  const days = daysOf(week);
  const revision = (previous?.revision ?? 0) + 1;
  const documentNo = typed.documentNo ?? defaultDocumentNo(settings, state, revision);
  const signer = typed.signer ?? proposal(desk, t, openedAt);
  const remarks = typed.remarks ?? state.remarks ?? previous?.remarks ?? '';
  const next = publish({
    entries: [...entries, ...desk.elsewhere],
    state: { ...state, remarks: cleanLines(remarks) || null },
    previous,
    directory,
    absences,
    holidays,
    settings,
    calendar,
    issue: { documentNo: cleanText(documentNo), signer: cleanText(signer), at: openedAt },
  });
  const differences = previous ? weekDifferences(previous, next, days) : [];
  const checks = checksOf({
    entries,
    next,
    settings,
    days,
    withDuty: calendar.kind === 'board',
    duty: state.duty,
    absences,
  });
  const unseen = checks.filter((check) => check.need && !seen.has(check.key)).length;
  const pending = entries.filter((entry) => entry.pending).length;
  const nothing = previous ? next.changes.length === 0 && differences.length === 0 : next.entries.length === 0;
  const waits = nothing
    ? previous
      ? t.nothingChanged(revisionWords(previous.revision, t))
      : t.empty
    : !online
      ? t.waitOffline
      : !desk.settled
        ? t.waitCurrent
        : pending > 0
          ? t.waitPending
          : unseen > 0
            ? t.waitBoxes(unseen)
            : null;
  const tooLong = (text: string, limit: number) => lengthOf(text) > limit && t.tooLong(limit);
  const faults = {
    documentNo: next.documentNo === '' ? t.documentNoMissing : tooLong(next.documentNo, LIMITS.name),
    signer: next.signer === '' ? t.signerMissing : tooLong(next.signer, LIMITS.name),
    remarks: tooLong(next.remarks ?? '', LIMITS.remarks),
  };
  const title = revision === 1 ? t.issueFirst : t.issueAdjustment(adjustment(revision));

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (waits !== null || outcome.kind === 'issuing') return;
    const wrong = faults.documentNo ? documentField : faults.signer ? signerField : faults.remarks && remarksField;
    setRefused(Boolean(wrong));
    if (wrong) return wrong.current?.focus();
    setOutcome({ kind: 'issuing' });
    try {
      await issueWeek(next);
      setTyped({ documentNo: null, signer: typed.signer, remarks: null });
      setOutcome({ kind: 'done', revision: next.revision });
    } catch (cause) {
      setOutcome({ kind: 'failed', code: cause instanceof DataError ? cause.code : 'unknown' });
    }
  }

  return (
    <>
      <div ref={result} tabIndex={-1}>
        {outcome.kind === 'done' && (
          <Band tone="now">
            <b>{outcome.revision === 1 ? t.doneFirst : t.done(revisionWords(outcome.revision, t))}</b>{' '}
            <a href={`/lich/${calendar.id}/${week}`}>{t.seePublic}</a>
          </Band>
        )}
        {outcome.kind === 'failed' && (
          <Band tone="cancelled">
            <b>{t.failed}</b> {t.failures[outcome.code]}
          </Band>
        )}
      </div>
      <div className="issue">
        <form className="issueLeft" noValidate onSubmit={(event) => void submit(event)}>
          <h2>{t.checks}</h2>
          <ul className="checks">
            {pending > 0 && (
              <li className="need">
                <span className="small">{t.wait}</span>
                <span>
                  <b>{t.pending(pending)}</b> · {t.pendingText}
                </span>
              </li>
            )}
            {checks.map((check) => (
              <CheckLine
                key={check.key}
                check={check}
                settings={desk.settings}
                fixHref={check.kind === 'requests' ? `/compile/${week}` : `/edit/${calendar.id}/${week}`}
                seen={seen.has(check.key)}
                onSeen={(now) =>
                  setSeen(new Set(now ? [...seen, check.key] : [...seen].filter((key) => key !== check.key)))
                }
              />
            ))}
          </ul>
          <h2>{t.signing}</h2>
          <div className="form issueForm">
            <Field
              ref={documentField}
              label={t.documentNo}
              value={documentNo}
              error={refused && faults.documentNo}
              onChange={(event) => setTyped({ ...typed, documentNo: event.target.value })}
              autoComplete="off"
            />
            <Field
              ref={signerField}
              label={t.signer}
              value={signer}
              error={refused && faults.signer}
              onChange={(event) => setTyped({ ...typed, signer: event.target.value })}
              autoComplete="off"
            />
            <Field
              multiline
              rows={2}
              ref={remarksField}
              label={t.remarks}
              value={remarks}
              error={refused && faults.remarks}
              placeholder={t.optional}
              onChange={(event) => setTyped({ ...typed, remarks: event.target.value })}
              autoComplete="off"
            />
          </div>
          <div className="go">
            <Button
              look="ink"
              type="submit"
              className="issueAct"
              aria-disabled={waits !== null || outcome.kind === 'issuing'}
              aria-describedby="issue-why"
            >
              {outcome.kind === 'issuing' ? t.issuing : title}
            </Button>
            <p id="issue-why" className={waits === null ? 'small muted' : 'small waits'} aria-live="polite">
              {waits ??
                `${t.consequence}${previous ? ` ${t.consequenceKept(revisionWords(previous.revision, t))}` : ''}`}
            </p>
          </div>
        </form>
        <DifferencePanel desk={desk} next={next} differences={differences} />
      </div>
    </>
  );
}

/** The signature of the person behind the account; without one whoever signed last, or the account's name. */
function proposal(
  { member, directory, settings, previous }: Desk,
  words: Messages['issueWeek'],
  openedAt: number,
): string {
  const person = member.person === null ? undefined : directory.people.get(member.person);
  if (!person) return previous?.signer ?? member.name;
  return proposedSigner(person, { directory, board: settings.defaultCalendar, onDate: todayAt(openedAt), words });
}

function CheckLine({
  check,
  settings,
  fixHref,
  seen,
  onSeen,
}: {
  check: IssueCheck;
  settings: Desk['settings'];
  fixHref: string;
  seen: boolean;
  onSeen: (seen: boolean) => void;
}) {
  const messages = useMessages();
  const t = messages.issueWeek;
  const [subject, text] = checkWords(check, settings, messages);
  const fix = check.kind === 'duty' ? t.fixDuty : check.kind === 'requests' ? t.fixRequests : t.fix;
  if (!check.need) {
    return (
      <li>
        <span className="small">{t.passed}</span>
        <span>{subject}</span>
      </li>
    );
  }
  return (
    <li className="need">
      <Check
        className="small"
        aria-label={`${t.seen}: ${subject}`}
        checked={seen}
        onChange={(event) => onSeen(event.target.checked)}
      >
        {t.seen}
      </Check>
      <span>
        <b>{subject}</b>
        {text && ` · ${text}`}
      </span>
      <Link className="link" href={fixHref} aria-label={`${fix}: ${subject}`}>
        {fix}
      </Link>
    </li>
  );
}

function checkWords(
  check: IssueCheck,
  settings: Desk['settings'],
  messages: Messages,
): [subject: string, text: string] {
  const t = messages.issueWeek;
  switch (check.kind) {
    case 'duty':
      return [check.need ? t.dutyMissing(check.count) : t.dutyFull, ''];
    case 'absent':
      return check.need ? [t.absent(check.count), t.absentText] : [t.nobodyAbsent, ''];
    case 'requests':
      return check.need ? [t.requests(check.count), t.requestsText] : [t.noRequests, ''];
    default: {
      if (!check.need) return [t.clear[check.kind](settings.blockedWords.slice(0, 3).join(', ')), ''];
      const where = t.where(
        dayWords(check.entry.date, messages),
        formatTime(check.entry.time, messages.common.sessions),
      );
      return [t.warnings[check.kind], t.warningText(where, check.found)];
    }
  }
}
