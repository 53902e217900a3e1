import { Component, lazy, StrictMode, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter';
import { useConnection } from '#data/connection.ts';
import { useDirectory } from '#data/directory.ts';
import { DataError } from '#data/errors.ts';
import { createQueryClient } from '#data/queryClient.ts';
import { signOut, useSession } from '#data/session.ts';
import { useSettings } from '#data/settings.ts';
import { positionOn } from '#domain/party.ts';
import { may, type Member } from '#domain/permissions.ts';
import { formatClock, minutesAt, todayAt } from '#domain/time.ts';
import { parseWeekId, weekOf, type WeekId } from '#domain/week.ts';
import { MessagesContext, useMessages } from '#i18n/messages.tsx';
import { vi } from '#i18n/vi.ts';
import { en } from '#i18n/en.ts';
import { nextPath } from '#features/sign-in/nextPath.ts';
import { SignIn } from '#features/sign-in/SignIn.tsx';
import { Band } from '#ui/Band.tsx';
import { BarStatusSlot } from '#ui/BarStatus.tsx';
import { Button, ButtonLink } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { StaffBar, type StaffLink } from '#ui/StaffBar.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import '#ui/staff.css';

const ViewWeek = lazy(() =>
  import('#features/view-week/ViewWeek.tsx').then((module) => ({ default: module.ViewWeek })),
);
const EditWeek = lazy(() =>
  import('#features/edit-week/EditWeek.tsx').then((module) => ({ default: module.EditWeek })),
);
const IssueWeek = lazy(() =>
  import('#features/issue-week/IssueWeek.tsx').then((module) => ({ default: module.IssueWeek })),
);

export function mountStaffApp(element: HTMLElement): void {
  const client = createQueryClient();
  const words = chosenLanguage() === 'en' ? en : vi;
  document.documentElement.lang = words === en ? 'en' : 'vi';
  element.className = 'staff';
  createRoot(element).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <MessagesContext value={words}>
          <Failing>
            <Doors />
          </Failing>
        </MessagesContext>
      </QueryClientProvider>
    </StrictMode>,
  );
}

/** `?lang=en` chooses, and is kept on this machine until somebody signs out. */
function chosenLanguage(): string | null {
  const asked = new URLSearchParams(location.search).get('lang');
  try {
    if (asked !== null) localStorage.setItem('lct.lang', asked);
    return asked ?? localStorage.getItem('lct.lang');
  } catch {
    return asked; // no storage: for this page only
  }
}

/** Nobody comes in without a session, and everybody gets to where they wanted to go. */
function Doors() {
  const t = useMessages();
  const session = useSession();
  const { online } = useConnection();
  const [path] = useLocation();
  const search = useSearch();
  if (path === '/sign-in' && session.status === 'signedOut') {
    return (
      <>
        <title>{`${t.signIn.submit} · ${t.common.appName}`}</title>
        <SignIn />
      </>
    );
  }
  if (session.status === 'signedOut') {
    return <Redirect to={`/sign-in?${new URLSearchParams({ next: search ? `${path}?${search}` : path })}`} replace />;
  }
  if (session.status === 'loading') {
    const failed = session.error !== null;
    if (!failed && online) return <Plain>{<p className="staffLoading">{t.staff.loading}</p>}</Plain>;
    const words = t.staff.states;
    return (
      <Plain>
        <StatePage
          tone={failed ? 'cancelled' : 'changed'}
          kicker={failed ? words.failedKicker : words.offlineKicker}
          title={failed ? words.failedTitle : words.offlineTitle}
          actions={
            <Button look="ink" onClick={() => location.reload()}>
              {words.retry}
            </Button>
          }
        >
          <p>{failed ? words.failedText : words.offlineText}</p>
        </StatePage>
      </Plain>
    );
  }
  if (session.member === null) return <NoMember email={session.email ?? ''} />;
  if (path === '/sign-in') return <Redirect to={nextPath(search)} replace />;
  return <Rooms member={session.member} />;
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

const today = () => todayAt(Date.now());
const currentWeek = (): WeekId => weekOf(today());

/** The URL table of the signed-in app, inside its frame (architecture, section 5). */
function Rooms({ member }: { member: Member }) {
  const home = useHomeCalendar(member);
  return (
    <Frame member={member}>
      <Switch>
        <Route path="/view/:week?">
          {({ week }) => (
            <InWeek base="/view" week={week}>
              {(id) => <ViewWeek week={id} />}
            </InWeek>
          )}
        </Route>
        <Route path="/edit/:calendar?/:week?">
          {({ calendar, week }) => (
            <InCalendar base="/edit" calendar={calendar} home={home} week={week}>
              {(id, weekId) => <EditWeek key={`${id} ${weekId}`} calendar={id} week={weekId} />}
            </InCalendar>
          )}
        </Route>
        <Route path="/issue/:calendar?/:week?">
          {({ calendar, week }) => (
            <InCalendar base="/issue" calendar={calendar} home={home} week={week}>
              {(id, weekId) => <IssueWeek calendar={id} week={weekId} />}
            </InCalendar>
          )}
        </Route>
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </Frame>
  );
}

/** The calendar that a member most likely means: their own, else the agency's. Undefined while it loads. */
function useHomeCalendar(member: Member): string | undefined {
  const settings = useSettings();
  const own =
    settings &&
    (may(member, 'editEntries', { id: settings.defaultCalendar, kind: 'board' }) ? undefined : member.editorOf[0]);
  return own ?? settings?.defaultCalendar;
}

function InWeek({
  base,
  week,
  children,
}: {
  base: string;
  week: string | undefined;
  children: (week: WeekId) => ReactNode;
}) {
  const t = useMessages().staff.states;
  if (week === undefined) return <Redirect to={`${base}/${currentWeek()}`} replace />;
  const id = parseWeekId(week);
  if (id) return children(id);
  return (
    <StatePage
      kicker={t.notFoundKicker}
      title={t.noWeekTitle}
      actions={
        <ButtonLink look="ink" href={`${base}/${currentWeek()}`}>
          {t.thisWeek}
        </ButtonLink>
      }
    >
      <p>{t.noWeekText}</p>
    </StatePage>
  );
}

function InCalendar({
  base,
  calendar,
  home,
  week,
  children,
}: {
  base: string;
  calendar: string | undefined;
  home: string | undefined;
  week: string | undefined;
  children: (calendar: string, week: WeekId) => ReactNode;
}) {
  const t = useMessages().staff;
  const directory = useDirectory();
  if (!directory || home === undefined) return <p className="staffLoading">{t.loading}</p>;
  if (calendar === undefined) return <Redirect to={`${base}/${home}/${currentWeek()}`} replace />;
  if (directory.calendars.has(calendar)) {
    return (
      <InWeek base={`${base}/${calendar}`} week={week}>
        {(id) => children(calendar, id)}
      </InWeek>
    );
  }
  return (
    <StatePage
      kicker={t.states.notFoundKicker}
      title={t.states.noCalendarTitle}
      actions={
        <ButtonLink look="ink" href={`${base}/${home}`}>
          {directory.calendars.get(home)?.name ?? home}
        </ButtonLink>
      }
    >
      <p>{t.states.noCalendarText}</p>
    </StatePage>
  );
}

function NotFound() {
  const t = useMessages().staff.states;
  return (
    <StatePage
      kicker={t.notFoundKicker}
      title={t.notFoundTitle}
      actions={
        <ButtonLink look="ink" href="/view">
          {t.backToView}
        </ButtonLink>
      }
    >
      <p>{t.notFoundText}</p>
    </StatePage>
  );
}

/** Header, connection and main part around every staff page. */
function Frame({ member, children }: { member: Member; children: ReactNode }) {
  const t = useMessages();
  const [path] = useLocation();
  const connection = useConnection();
  const directory = useDirectory();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const [asking, setAsking] = useState(false);
  const main = useRef<HTMLElement>(null);
  const [, section = 'view'] = path.split('/');
  useFocusOnChange(main, path, section);

  const person = member.person === null ? undefined : directory?.people.get(member.person);
  const position = (person && positionOn(person, today())?.title) ?? roleWord(member, t.staff.roles);

  async function leave(dropUnsent: boolean) {
    try {
      await signOut({ dropUnsent });
    } catch (cause) {
      if (!(cause instanceof DataError && cause.code === 'unsent')) throw cause;
      setAsking(true);
    }
  }

  return (
    <BarStatusSlot value={slot}>
      <StaffBar
        links={useLinks(member, path, t.staff.links)}
        status={<span ref={setSlot} />}
        who={{ name: person?.name ?? member.name, position }}
        onSignOut={() => void leave(false)}
      />
      {!connection.online && (
        <Band tone="changed">
          <b>{t.staff.offlineBand.title(formatClock(minutesAt(connection.since)))}</b> {t.staff.offlineBand.text}
        </Band>
      )}
      <main id="main" ref={main} tabIndex={-1} className="staffPage">
        <Failing key={section}>
          <Suspense fallback={<p className="staffLoading">{t.staff.loading}</p>}>{children}</Suspense>
        </Failing>
      </main>
      {asking && (
        <Dialog
          title={t.staff.unsent.title}
          onClose={() => setAsking(false)}
          actions={
            <Button look="stop" onClick={() => void leave(true)}>
              {t.staff.unsent.drop}
            </Button>
          }
        >
          <p>{t.staff.unsent.text}</p>
        </Dialog>
      )}
    </BarStatusSlot>
  );
}

/**
 * Going to another page puts the focus on it, so that it is read from its beginning; so does a page that took the
 * focused element away (another week). Not the first page.
 */
function useFocusOnChange(target: { current: HTMLElement | null }, path: string, section: string) {
  const before = useRef({ path, section });
  useEffect(() => {
    const left = before.current;
    before.current = { path, section };
    if (left.path === path) return;
    if (left.section !== section || document.activeElement === document.body) {
      target.current?.focus({ preventScroll: true });
    }
  }, [target, path, section]);
}

const roleWord = (member: Member, words: Record<Member['roles'][number], string>) =>
  (['admin', 'approver', 'clerk', 'viewer'] as const)
    .filter((role) => member.roles.includes(role))
    .map((role) => words[role])[0] ?? '';

/** Only what one's roles may do, on the calendar and week of the page that one is on. */
function useLinks(member: Member, path: string, words: { view: string; edit: string; issue: string }): StaffLink[] {
  const directory = useDirectory();
  const home = useHomeCalendar(member);
  const [, section, second, third] = path.split('/');
  const here = section === 'view' ? home : (second ?? home);
  const week = (section === 'view' ? second : third) ?? currentWeek();
  const all = [...(directory?.calendars.values() ?? [])].filter((calendar) => calendar.active);
  const target = (action: 'editEntries' | 'issueWeek') => {
    const allowed = all.filter((calendar) => may(member, action, calendar));
    return allowed.find((calendar) => calendar.id === here) ?? allowed[0];
  };
  const edit = target('editEntries');
  const issue = target('issueWeek');
  return [
    { href: `/view/${week}`, label: words.view, current: section === 'view' },
    ...(edit ? [{ href: `/edit/${edit.id}/${week}`, label: words.edit, current: section === 'edit' }] : []),
    ...(issue ? [{ href: `/issue/${issue.id}/${week}`, label: words.issue, current: section === 'issue' }] : []),
  ];
}

/** A broken invariant ends a page, not the app: the frame stays and says so. */
class Failing extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const t = useMessages().staff.states;
  return (
    <StatePage
      tone="cancelled"
      kicker={t.brokenKicker}
      title={t.brokenTitle}
      actions={
        <Button look="ink" onClick={() => location.reload()}>
          {t.reload}
        </Button>
      }
    >
      <p>{t.brokenText}</p>
    </StatePage>
  );
}
