import { useState } from 'react';
import { Link, Redirect } from 'wouter';
import { useConnection } from '#data/connection.ts';
import { useDirectory } from '#data/directory.ts';
import { useHolidays } from '#data/holidays.ts';
import { keptForms } from '#data/keptForms.ts';
import { useMembers } from '#data/members.ts';
import { useSession } from '#data/session.ts';
import { useSettings } from '#data/settings.ts';
import { may, type Member } from '#domain/permissions.ts';
import { todayAt } from '#domain/time.ts';
import { weekOf } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Band } from '#ui/Band.tsx';
import { BarStatus } from '#ui/BarStatus.tsx';
import { ButtonLink } from '#ui/Button.tsx';
import { LostWords } from '#ui/LostWords.tsx';
import { SaveMark } from '#ui/SaveMark.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { UndoNote } from '#ui/UndoNote.tsx';
import { UnreadPage } from '#ui/UnreadPage.tsx';
import { useNow } from '#ui/useNow.ts';
import { AgencyRows, type OpenSettings } from './AgencyRows.tsx';
import { keptRows, leftRows, leftSettings } from './keptRows.ts';
import { ListRows, type KeptList, type OpenRows } from './ListRows.tsx';
import { holidayList, memberList, personList, receptionList, resourceList, unitList } from './lists.tsx';
import { RolesTable } from './RolesTable.tsx';
import { SECTIONS, type Section } from './sections.ts';
import styles from './settings.module.css';
import { useSettingActs, type Stand } from './useSettingActs.ts';

/** `/settings/{section}`: what administrators set. */
export function Settings({ section: asked }: { section: string | undefined }) {
  const t = useMessages();
  const s = t.settings;
  const { member } = useSession();
  const { online } = useConnection();
  const settings = useSettings();
  const directory = useDirectory();
  const { data: holidays } = useHolidays();
  const members = useMembers();
  const title = <title>{`${t.staff.links.settings} · ${t.common.appName}`}</title>;
  const section = (Object.keys(SECTIONS) as Section[]).find((one) => one === asked);
  if (member && !may(member, 'manageDirectory')) {
    return (
      <StatePage
        kicker={t.staff.links.settings}
        title={s.forbidden.title}
        actions={
          <ButtonLink look="ink" href="/view">
            {s.forbidden.view}
          </ButtonLink>
        }
      >
        {title}
        <p>{s.forbidden.text}</p>
        <LostWords forms={keptForms(localStorage, member.uid, 'settings/')} calendarName={() => ''} />
      </StatePage>
    );
  }
  if (!member || !settings || !directory || !holidays) {
    return (
      <>
        {title}
        {online ? <p className="staffLoading">{t.staff.loading}</p> : <UnreadPage because="offline" />}
      </>
    );
  }
  if (!section) return <Redirect to="/settings/agency" replace />;
  return (
    <>
      {title}
      <Sections {...{ section, member }} stand={{ settings, directory, holidays, members: [...members.values()] }} />
    </>
  );
}

/** What is typed in a row stays while one looks at another section, or leaves the page. */
function Sections({ section, member, stand }: { section: Section; member: Member; stand: Stand }) {
  const t = useMessages();
  const s = t.settings;
  const acts = useSettingActs(stand);
  const [settingsOpen, setSettingsOpen] = useState<OpenSettings>(() => leftSettings(member.uid));
  const [rowsOpen, setRowsOpen] = useState<OpenRows>(() => leftRows(member.uid));
  const kept = keptRows(member.uid, section);
  const today = todayAt(useNow());
  const keys = SECTIONS[section];
  const list = <Item, Draft extends object>(of: KeptList<Item, Draft>) => (
    <ListRows key={section} list={of} kept={kept} stand={stand} open={rowsOpen} onOpen={setRowsOpen} onAct={acts.run} />
  );
  const lists = () => {
    switch (section) {
      case 'units':
        return list(unitList(stand, t));
      case 'people':
        return list(personList(stand, t, today));
      case 'members':
        return (
          <>
            {list(memberList(stand, t, member.uid))}
            <RolesTable />
          </>
        );
      case 'holidays':
        return list(holidayList(t, today));
      case 'reception':
        return list(receptionList(stand, t));
      default:
        return list(resourceList(section === 'rooms' ? 'rooms' : 'vehicles', stand, t, today));
    }
  };
  return (
    <div className={styles.page}>
      <BarStatus>
        <SaveMark state={acts.saveState} />
      </BarStatus>
      <nav className={styles.sub} aria-label={s.nav}>
        {(Object.keys(SECTIONS) as Section[]).map((one) => (
          <Link key={one} href={`/settings/${one}`} aria-current={one === section ? 'page' : undefined}>
            {s.sections[one]}
          </Link>
        ))}
      </nav>
      <div>
        {acts.problem !== null && <Band tone="cancelled">{acts.problem}</Band>}
        {keys === 'list' ? (
          lists()
        ) : (
          <AgencyRows
            key={section}
            open={settingsOpen}
            onOpen={setSettingsOpen}
            {...{ section, keys, kept, stand }}
            week={weekOf(today)}
            onAct={acts.run}
          />
        )}
        <UndoNote note={acts.note} onClose={acts.closeNote} onUndo={acts.note?.undo ? acts.undo : null} />
      </div>
    </div>
  );
}
