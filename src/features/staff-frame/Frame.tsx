import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useConnection } from '#data/connection.ts';
import { useDirectory } from '#data/directory.ts';
import { useWaitingRequests } from '#data/waitingRequests.ts';
import { positionOn } from '#domain/party.ts';
import { may, type Member } from '#domain/permissions.ts';
import { mayAct } from '#domain/request.ts';
import { formatClock, minutesAt } from '#domain/time.ts';
import { parseWeekId, type WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Band } from '#ui/Band.tsx';
import { BarStatusSlot } from '#ui/BarStatus.tsx';
import { byServer } from '#ui/clock.ts';
import { StaffBar, type StaffLink } from '#ui/StaffBar.tsx';
import { whenIdle } from '#ui/whenIdle.ts';
import { compileTarget } from './compileTarget.ts';
import { currentWeek, hasOwnDay, requestedWeek, today, useBoards, useHomeCalendar } from './here.ts';
import { PageFailure } from './PageFailure.tsx';
import { SignOut } from './SignOut.tsx';
import { UnsentBand } from './UnsentBand.tsx';

/** Header, connection and main part around every staff page. */
export function Frame({ member, children }: { member: Member; children: ReactNode }) {
  const t = useMessages();
  const [path] = useLocation();
  const connection = useConnection();
  const directory = useDirectory();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const main = useRef<HTMLElement>(null);
  const [, section = 'view'] = path.split('/');
  useFocusOnChange(main, path, section);
  useKeptFocus(main);
  const links = useLinks(member, path, t.staff.links);

  const person = member.person === null ? undefined : directory?.people.get(member.person);
  const position = (person && positionOn(person, today())?.title) ?? roleWord(member, t.staff.roles);

  return (
    <BarStatusSlot value={slot}>
      <SignOut calendarName={(id) => directory?.calendars.get(id)?.name ?? id}>
        {(leave) => (
          <StaffBar
            links={links}
            status={<span ref={setSlot} />}
            who={{ name: person?.name ?? member.name, position }}
            onSignOut={leave}
          />
        )}
      </SignOut>
      {!connection.online && (
        <Band tone="changed">
          <b>{t.staff.offlineBand.title(formatClock(minutesAt(byServer(connection.since))))}</b>{' '}
          {t.staff.offlineBand.text}
        </Band>
      )}
      <UnsentBand key={member.uid} />
      <main id="main" ref={main} tabIndex={-1} className="staffPage">
        <PageFailure key={section}>
          <Suspense fallback={<p className="staffLoading">{t.staff.loading}</p>}>{children}</Suspense>
        </PageFailure>
      </main>
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

/** Fetched after the page: until then, and where it is not to be had, the focus is the browser's. */
function useKeptFocus(root: { current: HTMLElement | null }) {
  useEffect(() => {
    const left = new AbortController();
    const callOff = whenIdle(
      () =>
        void import('#ui/keepFocus.ts').then(
          ({ keepFocus }) =>
            root.current && !left.signal.aborted && left.signal.addEventListener('abort', keepFocus(root.current)),
          () => undefined,
        ),
    );
    return () => {
      callOff();
      left.abort();
    };
  }, [root]);
}

const roleWord = (member: Member, words: Record<Member['roles'][number], string>) =>
  (['admin', 'approver', 'clerk', 'viewer'] as const)
    .filter((role) => member.roles.includes(role))
    .map((role) => words[role])[0] ?? '';

/** Only what one's roles may do, on the calendar and week of the page that one is on. */
function useLinks(
  member: Member,
  path: string,
  words: {
    today: string;
    view: string;
    edit: string;
    request: string;
    issue: string;
    absences: string;
    compile: string;
    settings: string;
  },
): StaffLink[] {
  const directory = useDirectory();
  const home = useHomeCalendar(member);
  const [, section, second, third] = path.split('/');
  const byWeek = section === 'view' || section === 'request' || section === 'compile';
  const here = byWeek || section === 'settings' ? home : (second ?? home);
  const week = parseWeekId((byWeek ? second : third) ?? '') ?? currentWeek();
  const all = [...(directory?.calendars.values() ?? [])].filter((calendar) => calendar.active);
  const target = (action: 'editEntries' | 'issueWeek') => {
    const allowed = all.filter((calendar) => may(member, action, calendar));
    return allowed.find((calendar) => calendar.id === here) ?? allowed[0];
  };
  const edit = target('editEntries');
  const issue = target('issueWeek');
  const requests = all.some(
    (board) =>
      board.kind === 'board' &&
      member.editorOf.some(
        (unit) => mayAct(member, 'send', { calendar: board, unit, stage: null }) && unit !== board.id,
      ),
  );
  const compile = useCompileLink(member, week);
  return [
    ...(hasOwnDay(member) ? [{ href: '/today', label: words.today, current: section === 'today' }] : []),
    { href: `/view/${week}`, label: words.view, current: section === 'view' },
    ...(edit ? [{ href: `/edit/${edit.id}/${week}`, label: words.edit, current: section === 'edit' }] : []),
    ...(requests
      ? [
          {
            href: `/request/${section === 'request' ? week : requestedWeek()}`,
            label: words.request,
            current: section === 'request',
          },
        ]
      : []),
    ...(compile ? [{ ...compile, label: words.compile, current: section === 'compile' }] : []),
    ...(issue ? [{ href: `/issue/${issue.id}/${week}`, label: words.issue, current: section === 'issue' }] : []),
    ...(may(member, 'manageAbsences')
      ? [{ href: '/absences', label: words.absences, current: section === 'absences' }]
      : []),
    ...(may(member, 'manageDirectory')
      ? [{ href: '/settings', label: words.settings, current: section === 'settings' }]
      : []),
  ];
}

/** Null: they answer none. */
function useCompileLink(member: Member, here: WeekId): Pick<StaffLink, 'href' | 'count'> | null {
  const boards = useBoards(member) ?? [];
  const waiting = useWaitingRequests(boards);
  if (boards.length === 0) return null;
  const { week, calendar, count } = compileTarget(waiting, { here, now: currentWeek() });
  const isFirst = calendar === undefined || calendar === boards[0];
  return { href: `/compile/${week}${isFirst ? '' : `?lich=${calendar}`}`, count };
}
