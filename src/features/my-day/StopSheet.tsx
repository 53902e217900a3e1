import { useId, useState, type FormEvent } from 'react';
import { useConnection } from '#data/connection.ts';
import { DataError } from '#data/errors.ts';
import { saveEntry } from '#data/saveEntry.ts';
import { stopAndIssue } from '#data/stopAndIssue.ts';
import type { ShownEntry } from '#data/entries.ts';
import type { AgencySettings } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { adjustment, defaultDocumentNo, publishStopped, type PublishedWeek } from '#domain/publication.ts';
import { cleanText, LIMITS } from '#domain/text.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Field } from '#ui/Field.tsx';
import { Segments } from '#ui/Segments.tsx';

/** The entry without its stamps, as it is saved. */
function plain(entry: ShownEntry): Entry {
  const { revision: _revision, updatedBy: _by, updatedAt: _at, pending: _pending, ...rest } = entry;
  return rest;
}

/**
 * Puts an entry off, calls it off, or restores it. Of an issued week an approver makes the next revision with it at
 * once: there is no undo of that, only a restoration, which is one more.
 */
export function StopSheet({
  entry,
  kicker,
  published,
  settings,
  mayIssue,
  onDone,
  onClose,
}: {
  entry: ShownEntry;
  kicker: string; // "14:00 hôm nay · Phòng họp số 1"
  /** The issued week of its calendar; null: not issued. */
  published: PublishedWeek | null;
  settings: AgencySettings;
  mayIssue: boolean;
  onDone: (text: string, issued: boolean) => void;
  onClose: () => void;
}) {
  const t = useMessages();
  const m = t.myDay;
  const { online } = useConnection();
  const restoring = entry.status !== 'planned';
  const [kind, setKind] = useState<'postponed' | 'cancelled'>('postponed');
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<'asking' | 'missing' | 'sending' | keyof typeof m.failures>('asking');
  const [at] = useState(Date.now);
  const id = useId();

  const status = restoring ? 'planned' : kind;
  const reason = restoring ? null : cleanText(chosen === m.other ? typed : (chosen ?? '')) || null;
  const next: Entry = { ...plain(entry), status, reason };
  // The words before the reason is known: whether it makes a revision does not depend on it.
  const asked: Entry = { ...next, reason: restoring ? null : (reason ?? '…') };
  const issue = (stopped: Entry) => {
    if (!published || !mayIssue) return undefined;
    const of = { week: published.week, printedNumber: published.number };
    return publishStopped(published, stopped, {
      documentNo: defaultDocumentNo(settings, of, published.revision + 1),
      at,
    });
  };
  const issues = issue(asked) !== undefined;
  const [save, saveAndIssue] = m.act[status];

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (state === 'sending') return;
    if (!restoring && reason === null) {
      setState('missing');
      return;
    }
    if (!online) {
      setState('offline');
      return;
    }
    setState('sending');
    const revision = issue(next);
    try {
      if (revision) await stopAndIssue(next, entry, revision);
      else await saveEntry(next, entry);
      onDone(revision ? m.done(adjustment(revision.revision)) : m.saved[status], revision !== undefined);
    } catch (cause) {
      const code = cause instanceof DataError ? cause.code : 'other';
      setState(code in m.failures ? (code as keyof typeof m.failures) : 'other');
    }
  }

  const failure = state === 'asking' || state === 'sending' || state === 'missing' ? null : m.failures[state];
  return (
    <Dialog
      look="sheet"
      title={
        <>
          <small className="kicker">{kicker}</small>
          {entry.content}
        </>
      }
      onClose={onClose}
      actions={
        <Button look="ink" type="submit" form={id} aria-disabled={state === 'sending'} className="stopAct">
          {state === 'sending' ? m.sending : issues ? saveAndIssue : save}
        </Button>
      }
    >
      <form id={id} noValidate onSubmit={(event) => void submit(event)}>
        {!restoring && (
          <>
            <Segments
              label={m.what}
              options={(['postponed', 'cancelled'] as const).map((key) => ({ key, label: m.kinds[key] }))}
              value={kind}
              onChange={setKind}
            />
            <fieldset
              className="stopReasons"
              aria-invalid={state === 'missing' || undefined}
              aria-describedby={state === 'missing' ? `${id}-missing` : undefined}
            >
              <legend className="muted small">{m.reason}</legend>
              {[...m.reasons, m.other].map((words) => (
                <label key={words} className="chk">
                  <input
                    type="radio"
                    name={`${id}-reason`}
                    checked={chosen === words}
                    onChange={() => {
                      setChosen(words);
                      setState('asking');
                    }}
                  />
                  <span>{words}</span>
                </label>
              ))}
            </fieldset>
            {chosen === m.other && (
              <Field
                label={m.otherLabel}
                value={typed}
                maxLength={LIMITS.line}
                autoComplete="off"
                onChange={(event) => {
                  setTyped(event.currentTarget.value);
                  setState('asking');
                }}
              />
            )}
            {state === 'missing' && (
              <p id={`${id}-missing`} className="err" role="alert">
                {m.reasonMissing}
              </p>
            )}
          </>
        )}
        <p className="muted small">
          {issues && published ? (
            <>
              {m.consequence.before}
              <b>{m.adjustment(adjustment(published.revision + 1))}</b>
              {m.consequence.after(published.number)}
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
