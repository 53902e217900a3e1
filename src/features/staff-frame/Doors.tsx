import type { ReactNode } from 'react';
import { Redirect, useLocation, useSearch } from 'wouter';
import { useConnection } from '#data/connection.ts';
import { signOut, useSession } from '#data/session.ts';
import type { Member } from '#domain/permissions.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from '#ui/Button.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { UnreadPage } from '#ui/UnreadPage.tsx';
import { nextPath } from './nextPath.ts';

/** Nobody comes in without a session, and everybody gets to where they wanted to go. */
export function Doors({ signIn, children }: { signIn: ReactNode; children: (member: Member) => ReactNode }) {
  const t = useMessages();
  const session = useSession();
  const { online } = useConnection();
  const [path] = useLocation();
  const search = useSearch();
  if (path === '/sign-in' && session.status === 'signedOut') {
    return (
      <>
        <title>{`${t.signIn.submit} · ${t.common.appName}`}</title>
        {signIn}
      </>
    );
  }
  if (session.status === 'signedOut') {
    return <Redirect to={`/sign-in?${new URLSearchParams({ next: search ? `${path}?${search}` : path })}`} replace />;
  }
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
  if (session.member === null) return <NoMember email={session.email ?? ''} />;
  if (path === '/sign-in') return <Redirect to={nextPath(search)} replace />;
  return children(session.member);
}

const Plain = ({ children }: { children: ReactNode }) => (
  <main id="main" className="staffPage">
    {children}
  </main>
);

function NoMember({ email }: { email: string }) {
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
            <Button onClick={() => void signOut({ dropUnsent: true })}>{t.signOut}</Button>
          </>
        }
      >
        <p>{t.states.noMemberText(email)}</p>
      </StatePage>
    </Plain>
  );
}
