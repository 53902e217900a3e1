import { useEffect, type ReactNode } from 'react';
import { Redirect, useLocation, useSearch } from 'wouter';
import { allUnsavedOf } from '#data/allUnsaved.ts';
import { useConnection } from '#data/connection.ts';
import { readServerTime } from '#data/serverTime.ts';
import { useSession } from '#data/session.ts';
import type { Member } from '#domain/permissions.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from '#ui/Button.tsx';
import { setServerTime } from '#ui/clock.ts';
import { LostWords } from '#ui/LostWords.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { UnreadPage } from '#ui/UnreadPage.tsx';
import { nextPath } from './nextPath.ts';
import { SignOut } from './SignOut.tsx';

/** Nobody comes in without a session, and everybody gets to where they wanted to go. */
export function Doors({
  signIn,
  signInAgain,
  children,
}: {
  signIn: ReactNode;
  /** Stands over the page on which a session ended by itself; `href` is the sign-in page that leads back there. */
  signInAgain: (href: string) => ReactNode;
  children: (member: Member) => ReactNode;
}) {
  const t = useMessages();
  const session = useSession();
  const { online } = useConnection();
  useServerClock(online);
  const [path] = useLocation();
  const search = useSearch();
  const signInHref = `/sign-in?${new URLSearchParams({ next: search ? `${path}?${search}` : path })}`;
  const out = session.status === 'signedOut' || (session.status === 'ended' && session.member === null);
  if (path === '/sign-in' && out) return signIn;
  if (out) return <Redirect to={signInHref} replace />;
  if (session.status === 'loading') {
    if (session.error)
      return (
        <Plain>
          <UnreadPage because={session.error.code} />
        </Plain>
      );
    return (
      <Plain>{online ? <p className="staffLoading">{t.staff.loading}</p> : <UnreadPage because="offline" />}</Plain>
    );
  }
  if (session.member === null) return <NoMember uid={session.uid ?? ''} email={session.email ?? ''} />;
  if (path === '/sign-in') return <Redirect to={nextPath(search)} replace />;
  return (
    <>
      {children(session.member)}
      {session.status === 'ended' && signInAgain(signInHref)}
    </>
  );
}

/** Pages go by the server's clock: asked as early as the session is, and again when the network is back. */
function useServerClock(online: boolean) {
  useEffect(() => {
    if (online) void readServerTime().then((time) => time !== null && setServerTime(time));
  }, [online]);
}

const Plain = ({ children }: { children: ReactNode }) => (
  <main id="main" className="staffPage">
    {children}
  </main>
);

function NoMember({ uid, email }: { uid: string; email: string }) {
  const t = useMessages().staff;
  return (
    <Plain>
      <StatePage
        kicker={t.states.noMemberKicker}
        title={t.states.noMemberTitle}
        actions={
          <>
            <a className="btn ink" href="/">
              {t.states.publicPage}
            </a>
            <SignOut>{(leave) => <Button onClick={leave}>{t.signOut}</Button>}</SignOut>
          </>
        }
      >
        <p>{t.states.noMemberText(email)}</p>
        {/* Names of calendars are not theirs to read any more. */}
        <LostWords {...allUnsavedOf(localStorage, uid)} calendarName={() => ''} />
      </StatePage>
    </Plain>
  );
}
