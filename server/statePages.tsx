import { formatClock, minutesAt } from '#domain/time.ts';
import type { Messages } from '#i18n/vi.ts';
import { PublicState } from '#ui/PublicState.tsx';
import type { Document } from './document.tsx';
import { chosen, type Addresses, type Ground } from './place.tsx';
import type { Frame } from './publicStore.ts';
import { Header } from './shell.tsx';

/** `Issue`: a week that is not issued yet, where an address has nothing else to show. */
export type Missing = 'Page' | 'Calendar' | 'Week' | 'Issue' | 'Person' | 'Revision';

/** Address, week or person that does not exist. Frame null: even the agency's name could not be read. */
export function missingPage(frame: Frame | null, what: Missing, words: Messages, addresses: Addresses): Document {
  const t = words.readers.states;
  return statePage(frame && { frame, words, addresses }, {
    title: t[`no${what}Title`],
    body: (
      <PublicState kind={t.noPage} title={t[`no${what}Title`]} ways={[{ href: chosen('/', words), text: t.home }]}>
        <p>{t[`no${what}Text`]}</p>
      </PublicState>
    ),
  });
}

/**
 * Reading failed: says so, when, and that it does not mean an empty week. `unattended`: nobody is there to press anything,
 * so it asks again by itself.
 */
export function failedPage(now: number, retryHref: string, words: Messages, unattended = false): Document {
  const t = words.readers.states;
  const clock = formatClock(minutesAt(now));
  return statePage(null, {
    title: t.failedTitle,
    head: unattended && <meta httpEquiv="refresh" content="20" />,
    body: (
      <PublicState bad kind={t.failed} title={t.failedTitle} ways={[{ href: retryHref, text: t.retry }]}>
        <p>{t.failedText(clock)}</p>
        <p className="small">{t.failedCode(`TAI-503-${clock.replace(':', '')}`)}</p>
      </PublicState>
    ),
  });
}

function statePage(
  known: Pick<Ground, 'frame' | 'words' | 'addresses'> | null,
  { title, head, body }: { title: string; head?: React.ReactNode; body: React.ReactElement },
): Document {
  return {
    title: known ? `${title} · ${known.frame.settings.name}` : title,
    head: (
      <>
        <meta name="robots" content="noindex" />
        {head}
      </>
    ),
    body: (
      <>
        {known && <Header {...known} at={null} calendar={null} />}
        <main className="wk">{body}</main>
      </>
    ),
  };
}
