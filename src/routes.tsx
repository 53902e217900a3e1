import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { Redirect, Route, Switch } from 'wouter';
import { createQueryClient } from '#data/queryClient.ts';
import type { Member } from '#domain/permissions.ts';
import { InCalendar, InWeek, NotFound } from '#features/staff-frame/Addressed.tsx';
import { Doors } from '#features/staff-frame/Doors.tsx';
import { Frame } from '#features/staff-frame/Frame.tsx';
import { hasOwnDay, requestedWeek, useBoards, useHomeCalendar } from '#features/staff-frame/here.ts';
import { PageFailure } from '#features/staff-frame/PageFailure.tsx';
import { MessagesContext } from '#i18n/messages.tsx';
import { vi } from '#i18n/vi.ts';
import { takeFont } from '#ui/fonts/takeFont.ts';
import { later } from '#ui/later.tsx';
import '#ui/print.css';
import '#ui/staff.css';
import { whenIdle } from '#ui/whenIdle.ts';

const ViewWeek = lazy(() =>
  import('#features/view-week/ViewWeek.tsx').then((module) => ({ default: module.ViewWeek })),
);
const EditWeek = lazy(() =>
  import('#features/edit-week/EditWeek.tsx').then((module) => ({ default: module.EditWeek })),
);
const CompileWeek = lazy(() =>
  import('#features/compile-week/CompileWeek.tsx').then((module) => ({ default: module.CompileWeek })),
);
const IssueWeek = lazy(() =>
  import('#features/issue-week/IssueWeek.tsx').then((module) => ({ default: module.IssueWeek })),
);
const SignIn = lazy(() => import('#features/sign-in/SignIn.tsx').then((module) => ({ default: module.SignIn })));
/** Over the page: there is nothing to close, the page waits. */
const SignInAgain = later(
  async () => (await import('#features/sign-in/SignInAgain.tsx')).SignInAgain,
  () => () => undefined,
);
const LinkPage = lazy(() => import('#features/account/LinkPage.tsx').then((module) => ({ default: module.LinkPage })));
const Absences = lazy(() => import('#features/absences/Absences.tsx').then((module) => ({ default: module.Absences })));
const DutyRoster = lazy(() =>
  import('#features/duty-roster/DutyRoster.tsx').then((module) => ({ default: module.DutyRoster })),
);
const MyDay = lazy(() => import('#features/my-day/MyDay.tsx').then((module) => ({ default: module.MyDay })));
const RequestWeek = lazy(() =>
  import('#features/request-entry/RequestWeek.tsx').then((module) => ({ default: module.RequestWeek })),
);
const Settings = lazy(() => import('#features/settings/Settings.tsx').then((module) => ({ default: module.Settings })));
const OwnAccount = lazy(() =>
  import('#features/account/OwnAccount.tsx').then((module) => ({ default: module.OwnAccount })),
);

export async function mountStaffApp(element: HTMLElement): Promise<void> {
  void takeFont(document);
  const client = createQueryClient();
  // Not to be had (a network that goes just now): Vietnamese rather than nothing.
  const english = chosenLanguage() === 'en' ? await import('#i18n/en.ts').catch(() => null) : null;
  const words = english?.en ?? vi;
  document.documentElement.lang = english ? 'en' : 'vi';
  element.className = 'staff';
  whenIdle(() => void SignInAgain.ready().catch(() => undefined));
  createRoot(element).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <MessagesContext value={words}>
          <PageFailure>
            <Suspense>
              {isLinkOfLetter() ? (
                <LinkPage search={location.search} />
              ) : (
                <Doors signIn={<SignIn />} signInAgain={(href) => <SignInAgain otherHref={href} />}>
                  {(member) => <Pages member={member} />}
                </Doors>
              )}
            </Suspense>
          </PageFailure>
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

/** Whoever comes by such a link has no password yet, or not any more: no door stands before it. */
const isLinkOfLetter = () => location.pathname === '/account' && new URLSearchParams(location.search).has('mode');

/** A leader who opens the app on a phone comes to their own day. */
const PHONE = '(max-width: 48rem)';

/** The URL table of the signed-in app, inside its frame (docs/architecture.md, "Addresses"). */
function Pages({ member }: { member: Member }) {
  const home = useHomeCalendar(member);
  const boards = useBoards(member);
  return (
    <Frame member={member}>
      <Switch>
        <Route path="/view/:week?">
          {({ week }) =>
            week === undefined && hasOwnDay(member) && matchMedia(PHONE).matches ? (
              <Redirect to="/today" replace />
            ) : (
              <InWeek base="/view" week={week}>
                {(id) => <ViewWeek week={id} />}
              </InWeek>
            )
          }
        </Route>
        <Route path="/edit/:calendar?/:week?">
          {({ calendar, week }) => (
            <InCalendar base="/edit" calendar={calendar} home={home} week={week}>
              {(id, weekId) => <EditWeek key={`${id} ${weekId}`} calendar={id} week={weekId} />}
            </InCalendar>
          )}
        </Route>
        <Route path="/compile/:week?">
          {({ week }) => (
            <InWeek base="/compile" week={week}>
              {(id) => <CompileWeek boards={boards} week={id} />}
            </InWeek>
          )}
        </Route>
        <Route path="/request/:week?/:entry?">
          {({ week, entry }) => (
            <InWeek base="/request" week={week} missing={requestedWeek()}>
              {(id) => <RequestWeek week={id} entry={entry} />}
            </InWeek>
          )}
        </Route>
        <Route path="/issue/:calendar?/:week?">
          {({ calendar, week }) => (
            <InCalendar base="/issue" calendar={calendar} home={home} week={week}>
              {(id, weekId) => <IssueWeek calendar={id} week={weekId} />}
            </InCalendar>
          )}
        </Route>
        <Route path="/duty/:calendar?/:month?">
          {({ calendar, month }) => <DutyRoster calendar={calendar} month={month} home={home} />}
        </Route>
        <Route path="/absences">
          <Absences key={location.search} search={location.search} />
        </Route>
        <Route path="/settings/:section?">{({ section }) => <Settings section={section} />}</Route>
        <Route path="/today">
          <MyDay />
        </Route>
        <Route path="/account">
          <OwnAccount search={location.search} />
        </Route>
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </Frame>
  );
}
