import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { useDirectory } from '#data/directory.ts';
import type { PrivateFeed } from '#data/documents.ts';
import { DataError } from '#data/errors.ts';
import { createPrivateFeed, revokePrivateFeed, usePrivateFeeds } from '#data/privateFeeds.ts';
import { useSession } from '#data/session.ts';
import type { Directory } from '#domain/directory.ts';
import { formatClock, formatDate, minutesAt, todayAt } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { CopyLine } from '#ui/CopyLine.tsx';
import { PickList } from '#ui/PickList.tsx';

/** What a private address may hold: everything, what names its owner, or one calendar. */
const EVERYTHING = '*';
const MINE = '@';

/** A member's private iCal addresses: made, shown once, listed with their last use, revoked. */
export function PrivateFeeds() {
  const words = useMessages();
  const t = words.privateFeeds;
  const { uid, member } = useSession();
  const [state, setState] = useState<'closed' | 'asking' | { readonly address: string }>('closed');
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    flushSync(() => setState('closed')); // its opener is on the page again, and takes the focus
    opener.current?.focus();
  };
  if (uid === null || member === null) return null;
  return (
    <section className="row feeds" aria-labelledby={id}>
      <h2 id={id}>{t.row}</h2>
      <div className="value">
        <p>{t.what}</p>
        <Made uid={uid} />
      </div>
      {typeof state === 'string' && (
        <Button
          ref={opener}
          aria-expanded={state === 'asking'}
          onClick={() => setState(state === 'closed' ? 'asking' : 'closed')}
        >
          {state === 'closed' ? t.add : words.account.stop}
        </Button>
      )}
      {state === 'asking' && (
        <Choose person={member.person} onMade={(path) => setState({ address: location.origin + path })} />
      )}
      {typeof state === 'object' && <Shown address={state.address} onDone={close} />}
    </section>
  );
}

function Choose({ person, onMade }: { person: string | null; onMade: (path: string) => void }) {
  const t = useMessages().privateFeeds;
  const directory = useDirectory();
  const [choice, setChoice] = useState(EVERYTHING);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const calendars = [...(directory?.calendars.values() ?? [])].filter(({ active }) => active);
  const options = [
    { key: EVERYTHING, label: t.everything },
    ...(person === null ? [] : [{ key: MINE, label: t.mine }]),
    ...calendars.map(({ id, name }) => ({ key: id, label: name })),
  ];

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      onMade(
        await createPrivateFeed({
          calendar: choice === EVERYTHING || choice === MINE ? null : choice,
          person: choice === MINE ? person : null,
        }),
      );
    } catch (cause) {
      const isOffline = cause instanceof DataError && cause.code === 'offline';
      setProblem(isOffline ? t.problems.offline : t.problems.other);
      setBusy(false);
    }
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <div className="field">
        <span>{t.choose}</span>
        <PickList label={t.choose} options={options} value={choice} onChange={setChoice} look="field" />
      </div>
      <p role="alert" className="err">
        {problem}
      </p>
      <div className="acts">
        <Button look="ink" type="submit" aria-disabled={busy}>
          {busy ? t.busy : t.add}
        </Button>
      </div>
    </form>
  );
}

function Shown({ address, onDone }: { address: string; onDone: () => void }) {
  const t = useMessages().privateFeeds;
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => told.current?.focus(), []);
  return (
    <div className="made" ref={told} tabIndex={-1}>
      <p>
        <b>{t.once}</b>
      </p>
      <CopyLine label={t.made} text={address} words={t} />
      <div className="acts">
        <a className="btn" href={address.replace(/^https?:/, 'webcal:')}>
          {t.open}
        </a>
        <Button onClick={onDone}>{t.done}</Button>
      </div>
    </div>
  );
}

/** What was made, the newest first. */
function Made({ uid }: { uid: string }) {
  const t = useMessages().privateFeeds;
  const directory = useDirectory();
  const { data, error } = usePrivateFeeds(uid);
  const [asked, setAsked] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const list = useRef<HTMLDivElement>(null);
  if (error) return <p>{t.offline}</p>;
  if (!data || !directory) return null;

  async function revoke({ hash }: PrivateFeed) {
    setAsked(null);
    list.current?.focus();
    try {
      await revokePrivateFeed(hash);
      setTold(t.revoked);
    } catch {
      setTold(t.revokeFailed);
    }
  }

  return (
    <div ref={list} tabIndex={-1}>
      {data.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <ul aria-label={t.list}>
          {[...data]
            .sort((a, b) => b.createdAt - a.createdAt)
            .map((feed) => {
              const what = holds(feed, directory, t);
              return (
                <li key={feed.hash}>
                  <p>
                    <b>{what}</b>
                    {` · ${t.created(formatDate(todayAt(feed.createdAt)))} · `}
                    {feed.lastUsedAt === null ? t.neverUsed : t.used(moment(feed.lastUsedAt))}
                  </p>
                  {asked === feed.hash ? (
                    <Ask
                      what={what}
                      onRevoke={() => void revoke(feed)}
                      onKeep={() => {
                        setAsked(null);
                        list.current?.focus();
                      }}
                    />
                  ) : (
                    <Button onClick={() => setAsked(feed.hash)}>
                      {t.revoke} <span className="visuallyHidden">{t.revokeRest(what)}</span>
                    </Button>
                  )}
                </li>
              );
            })}
        </ul>
      )}
      <p role="status">{told}</p>
    </div>
  );
}

function Ask({ what, onRevoke, onKeep }: { what: string; onRevoke: () => void; onKeep: () => void }) {
  const t = useMessages().privateFeeds;
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <div className="acts">
      <span>{t.revokeText}</span>
      <Button look="stop" onClick={onRevoke}>
        {t.revoke} <span className="visuallyHidden">{t.revokeRest(what)}</span>
      </Button>
      <Button ref={keep} onClick={onKeep}>
        {t.keep}
      </Button>
    </div>
  );
}

function holds(
  { calendar, person }: PrivateFeed,
  { calendars }: Directory,
  t: { readonly everything: string; readonly mine: string },
): string {
  if (person !== null) return t.mine;
  return calendar === null ? t.everything : (calendars.get(calendar)?.name ?? calendar);
}

/** "23/11/2026 14:30" */
const moment = (epochMs: number): string => `${formatDate(todayAt(epochMs))} ${formatClock(minutesAt(epochMs))}`;
