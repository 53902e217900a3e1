import { saveListed, saveSettings } from '#data/saveDirectory.ts';
import type { Calendar, Person } from '#domain/directory.ts';
import type { Holiday } from '#domain/holiday.ts';
import { EMPTY_HOLIDAY, holidayDraft, type HolidayDraft } from '#domain/holidayForm.ts';
import { beforeIn } from '#domain/listOrder.ts';
import { positionOn } from '#domain/party.ts';
import type { Member } from '#domain/permissions.ts';
import { EMPTY_PERSON, personDraft, type PersonDraft } from '#domain/personForm.ts';
import type { ReceptionRule } from '#domain/reception.ts';
import { EMPTY_RECEPTION, receptionDraft, type ReceptionDraft } from '#domain/receptionForm.ts';
import { EMPTY_RESOURCE, resourceDraft, type ResourceDraft } from '#domain/resourceForm.ts';
import { formatDate, weekday, type LocalDate } from '#domain/time.ts';
import { EMPTY_UNIT, unitDraft, type UnitDraft } from '#domain/unitForm.ts';
import { weekOf } from '#domain/week.ts';
import { Mark } from '#ui/Mark.tsx';
import { HolidayForm } from './HolidayForm.tsx';
import type { KeptList } from './ListRows.tsx';
import { MemberForm } from './MemberForm.tsx';
import type { Messages } from './messages.ts';
import { PersonForm } from './PersonForm.tsx';
import { ReceptionForm } from './ReceptionForm.tsx';
import styles from './settings.module.css';
import { ResourceForm, type Resource } from './ResourceForm.tsx';
import { UnitForm } from './UnitForm.tsx';
import type { Stand } from './useSettingActs.ts';

const lastOf = (all: readonly { readonly id: string }[]): string => all.at(-1)?.id ?? '';
const stateOf = (active: boolean, words: { readonly inUse: string; readonly retired: string }) =>
  active ? words.inUse : <Mark tone="plain">{words.retired}</Mark>;

export function resourceList(
  list: 'rooms' | 'vehicles',
  stand: Stand,
  t: Messages,
  today: LocalDate,
): KeptList<Resource, ResourceDraft> {
  const words = t.settings[list];
  const itemsOf = ({ directory }: Stand): readonly Resource[] => [...directory[list].values()];
  const all = itemsOf(stand);
  return {
    section: list,
    words: { add: words.add, columns: Object.values(words.columns), none: words.none },
    itemsOf,
    keyOf: ({ id }) => id,
    nameOf: ({ name }) => name,
    cellsOf: ({ seats, equipment, active }) => [
      ...(list === 'rooms'
        ? [seats === null || seats === undefined ? '–' : t.free.seats(seats), (equipment ?? []).join(', ') || '–']
        : []),
      stateOf(active, t.settings.resource),
    ],
    isRetired: ({ active }) => !active,
    typedName: ({ name }) => name,
    newDraft: () => ({ ...EMPTY_RESOURCE, behind: lastOf(all) }),
    draftOf: (one) => resourceDraft(one, beforeIn(all, one.id)),
    form: (row) => <ResourceForm {...row} {...{ list, all }} week={weekOf(today)} />,
    write: (changes) => saveListed(list, changes as Parameters<typeof saveListed<'rooms'>>[1]),
  };
}

export function unitList(stand: Stand, t: Messages): KeptList<Calendar, UnitDraft> {
  const words = t.settings.units;
  const itemsOf = ({ directory }: Stand) => [...directory.calendars.values()];
  const all = itemsOf(stand);
  return {
    section: 'units',
    words: { add: words.add, columns: Object.values(words.columns), none: words.none },
    itemsOf,
    keyOf: ({ id }) => id,
    nameOf: ({ name }) => name,
    alsoFoundBy: ({ id, shortName, formerIds = [] }) => [id, shortName, ...formerIds],
    cellsOf: ({ id, shortName, kind, active }) => [
      shortName,
      words.kinds[kind],
      <a key="address" href={`/lich/${id}`}>{`/lich/${id}`}</a>,
      stateOf(active, t.settings.resource),
    ],
    isRetired: ({ active }) => !active,
    typedName: ({ name }) => name,
    newDraft: () => ({ ...EMPTY_UNIT, behind: lastOf(all) }),
    draftOf: (one) => unitDraft(one, beforeIn(all, one.id)),
    form: (row) => <UnitForm {...row} all={all} />,
    write: (changes) => saveListed('calendars', changes),
  };
}

export function personList(stand: Stand, t: Messages, today: LocalDate): KeptList<Person, PersonDraft> {
  const words = t.settings.people;
  const itemsOf = ({ directory }: Stand) => [...directory.people.values()];
  const all = itemsOf(stand);
  const { calendars } = stand.directory;
  return {
    section: 'people',
    words: { add: words.add, columns: Object.values(words.columns), none: words.none },
    itemsOf,
    keyOf: ({ id }) => id,
    nameOf: ({ name }) => name,
    alsoFoundBy: ({ positions }) =>
      positions.flatMap(({ title, shortTitle, unit }) => {
        const calendar = calendars.get(unit ?? '');
        return [title, shortTitle, calendar?.name ?? '', calendar?.shortName ?? ''];
      }),
    cellsOf: (person) => {
      const office = positionOn(person, today);
      const unit = office?.unit ? (calendars.get(office.unit)?.shortName ?? office.unit) : '–';
      return [
        <>
          {office?.title ?? <Mark tone="plain">{words.noOffice}</Mark>}
          {person.positions.map(
            (position) =>
              position !== office && (
                <small key={`${position.title} ${position.from}`} className={styles.otherOffice}>
                  {words.office(
                    [position.title, calendars.get(position.unit ?? '')?.shortName].filter(Boolean).join(', '),
                    position.from && formatDate(position.from),
                    position.to && formatDate(position.to),
                  )}
                </small>
              ),
          )}
        </>,
        office ? unit : '–',
        person.public ? words.shown : words.staffOnly,
      ];
    },
    isRetired: (person) => positionOn(person, today) === undefined,
    typedName: ({ name }) => name,
    newDraft: () => ({ ...EMPTY_PERSON, behind: lastOf(all) }),
    draftOf: (one) => personDraft(one, beforeIn(all, one.id)),
    form: (row) => <PersonForm {...row} {...{ all, today }} units={[...calendars.values()]} />,
    write: (changes) => saveListed('people', changes),
  };
}

/** Days from the beginning of this year on; earlier ones stay in the store, for the weeks that they were in. */
export function holidayList(t: Messages, today: LocalDate): KeptList<Holiday, HolidayDraft> {
  const words = t.settings.holidays;
  const from = `${today.slice(0, 4)}-01-01`;
  return {
    section: 'holidays',
    words: { add: words.add, columns: Object.values(words.columns), none: words.none },
    itemsOf: ({ holidays }) => holidays.filter(({ date }) => date >= from).sort((a, b) => (a.date < b.date ? -1 : 1)),
    keyOf: ({ date }) => date,
    nameOf: ({ date }) => `${t.common.weekdays[weekday(date) - 1]} ${formatDate(date)}`,
    cellsOf: ({ name, kind }) => [name, words.kinds[kind]],
    removes: true,
    newDraft: () => EMPTY_HOLIDAY,
    typedName: ({ from, name }) => `${from} ${name}`,
    draftOf: holidayDraft,
    form: (row) => <HolidayForm {...row} today={today} />,
    write: (changes) => saveListed('holidays', changes),
  };
}

/** At most one. */
export function receptionList(stand: Stand, t: Messages): KeptList<ReceptionRule, ReceptionDraft> {
  const words = t.settings.reception;
  const { reception: _stands, ...rest } = stand.settings;
  const withRule = (rule: ReceptionRule | null | undefined) => (rule ? { ...rest, reception: rule } : rest);
  const itemsOf = ({ settings: { reception } }: Stand) => (reception ? [reception] : []);
  return {
    section: 'reception',
    words: {
      add: stand.settings.reception ? null : words.add,
      columns: Object.values(words.columns),
      none: words.none,
    },
    itemsOf,
    keyOf: () => 'rule',
    nameOf: ({ day }) => words.day(day),
    cellsOf: ({ who, place, hours }) => [who, place, hours],
    removes: true,
    newDraft: () => EMPTY_RECEPTION,
    typedName: ({ day }) => day,
    draftOf: receptionDraft,
    form: (row) => <ReceptionForm {...row} />,
    write: ([change]) => saveSettings(withRule(change?.before), withRule(change?.after)),
  };
}

export function memberList(stand: Stand, t: Messages, self: string): KeptList<Member, Member> {
  const words = t.settings.members;
  const { calendars, people } = stand.directory;
  return {
    section: 'members',
    words: { add: null, columns: Object.values(words.columns), none: words.none },
    itemsOf: ({ members }) => [...members].sort((a, b) => a.name.localeCompare(b.name, 'vi')),
    keyOf: ({ uid }) => uid,
    nameOf: ({ name }) => name,
    alsoFoundBy: ({ email, editorOf }) => [email, ...editorOf.map((id) => calendars.get(id)?.shortName ?? id)],
    cellsOf: ({ email, roles, editorOf, active }) => [
      email,
      [
        ...roles.filter((role) => role !== 'viewer').map((role) => words.roles[role]),
        ...editorOf.map((id) => words.editor(calendars.get(id)?.shortName ?? id)),
      ].join(', ') || words.roles.viewer,
      active ? words.active : <Mark tone="plain">{words.inactive}</Mark>,
    ],
    isRetired: ({ active }) => !active,
    newDraft: () => stand.members[0]!, // none is added
    typedName: ({ name }) => name,
    draftOf: (one) => one,
    form: (row) => <MemberForm {...row} self={self} people={[...people.values()]} units={[...calendars.values()]} />,
    write: (changes) => saveListed('members', changes),
  };
}
