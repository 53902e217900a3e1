import { describe, expect, test } from 'vitest';
import { Double, NOW, Office, type Data } from './office.ts';
import { OFFICE } from './people.ts';
import { entry, issuing, published, publishedDocument, WEEK, weekState, weekStateDocument } from './samples.ts';

const allowed = { allowed: true };
const refused = { allowed: false };
const T1 = new Date('2026-11-20T03:00:00.123Z');

describe('issuing', () => {
  const entries = [entry('e1', 'board'), entry('e2', 'board')];
  const first = published('board', entries);
  const second = published('board', [{ ...entries[0]!, content: 'Họp khác' }, entries[1]!], first);
  const path = `publishedWeeks/board_${WEEK}`;
  const office = () => new Office().seed(OFFICE);
  /** The week issued once, at T1. */
  const issued = () => {
    const data = { ...publishedDocument(first), issuedAt: T1, revisionTimes: { 1: T1 } };
    return office().seed({ [path]: data, [`${path}/revisions/1`]: data });
  };

  test('writes the week and its copy, then the next revision with the earlier times as they were', () => {
    expect(office().write('approver', ...issuing(first))).toEqual(allowed);
    expect(issued().write('approver', ...issuing(second, { 1: T1 }))).toEqual(allowed);
  });

  test('without the copy, or the copy without the week, is refused', () => {
    const [week, copy] = issuing(first);
    expect(office().write('approver', week)).toMatchObject(refused);
    expect(office().write('approver', copy)).toMatchObject(refused);
  });

  test('twice the same revision is refused', () => {
    const at = office();
    at.write('approver', ...issuing(first));
    expect(at.write('approver', ...issuing(first))).toMatchObject(refused);
  });

  const altered = (alter: Data, week = second, earlier: Data = { 1: T1 }) =>
    issuing(
      { ...week, ...(typeof alter['revision'] === 'number' ? { revision: alter['revision'] } : {}) },
      earlier,
    ).map((write) => ({ ...write, data: { ...write.data, ...alter } }));

  test('may say where the sheet is dated, who gets it, and which days are off', () => {
    const may = {
      locality: 'Vĩnh An',
      recipients: ['Ban Giám đốc', 'Lưu: VT'],
      holidays: { '2026-11-24': 'Nghỉ lễ: Ngày Văn hóa' },
    };
    expect(office().write('approver', ...altered(may, first, {}))).toEqual(allowed);
  });

  test.each([
    ['a place that is none', { locality: '' }],
    ['too many recipients', { recipients: Array.from({ length: 13 }, (_, n) => `Nơi ${n}`) }],
    ['a recipient of two lines', { recipients: ['Ban\nGiám đốc'] }],
    ['days off that are text', { holidays: 'Tết' }],
    ['eight days off', { holidays: Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`d${n}`, 'Tết'])) }],
    ['a field that is none', { recipient: 'Lưu: VT' }],
    ['a skipped revision', { revision: 3, revisionTimes: { 1: T1, 3: NOW } }],
    ['a time of its own', { issuedAt: T1 }],
    ['an earlier time rewritten', { revisionTimes: { 1: NOW, 2: NOW } }],
    ['an earlier time dropped', { revisionTimes: { 2: NOW } }],
    ['a made-up time', { revisionTimes: { 1: T1, 2: NOW, 3: NOW } }],
    ['its own time missing', { revisionTimes: { 1: T1 } }],
    ['its own time made up', { revisionTimes: { 1: T1, 2: T1 } }],
    ['another calendar’s name in it', { calendar: 'gdtrh' }],
    ['another week in it', { week: '2026-W49' }],
    ['a Monday that is none', { from: '2026-11-24' }],
    ['a Sunday of another week', { to: '2026-12-06' }],
    ['an issued entry dropped', { entryIds: ['e1'], entries: second.entries.slice(0, 1) }],
    ['names that do not count the entries', { entryIds: ['e1', 'e2', 'e3'] }],
    ['a name that is none', { entryIds: ['e1', 'e2', 'e 3'], entries: [...second.entries, second.entries[0]] }],
    ['a number that is none', { number: 0 }],
    ['no signer', { signer: '' }],
    ['an unknown field', { note: 'x' }],
    ['a revision of floating point', { revision: new Double(2) }],
    ['remarks that are no text', { remarks: 1 }],
    ['no number of its own', { documentNo: ' ' }],
    ['no calendar’s name', { calendarName: '' }],
    ['no agency', { agencyName: '' }],
    ['a Monday with a tail', { from: '2026-11-23T00:00' }],
    ['a Sunday with a tail', { to: '2026-11-29 ' }],
    ['invitations replaced by word', { replacesInvitation: 'yes' }],
    ['a duty of eight days', { duty: Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`${n}`, 'a'])) }],
    ['a duty that is a list', { duty: [] }],
    ['changes that are no list', { changes: {} }],
    ['too many changes', { changes: Array.from({ length: 1001 }, () => null) }],
    ['entries that are no list', { entries: { a: 1, b: 2 } }],
    [
      'too many entries',
      {
        entries: Array.from({ length: 1001 }, () => null),
        entryIds: ['e1', 'e2', ...Array.from({ length: 999 }, (_, n) => `n${n}`)],
      },
    ],
  ])('with %s is refused', (_what, alter) => {
    expect(issued().write('approver', ...altered({}))).toEqual(allowed);
    expect(issued().write('approver', ...altered(alter))).toMatchObject(refused);
  });

  test('a first revision starts the times and lists no changes', () => {
    const office1 = (alter: Data) => office().write('approver', ...altered(alter, first, {}));
    expect(office1({})).toEqual(allowed);
    expect(office1({ revisionTimes: { 1: NOW, 0: T1 } })).toMatchObject(refused);
    expect(office1({ changes: second.changes })).toMatchObject(refused);
    expect(office1({ revision: 2, revisionTimes: { 2: NOW } })).toMatchObject(refused);
  });

  test('of a week with a tail is refused', () => {
    const week = { ...first, week: `${WEEK}x` as typeof WEEK };
    expect(office().write('approver', ...issuing(week))).toMatchObject(refused);
  });

  test('the copy holds what the week holds', () => {
    const [week, copy] = issuing(second, { 1: T1 });
    const other = { ...copy, data: { ...copy.data, signer: 'Ai đó' } };
    expect(issued().write('approver', week, other)).toMatchObject(refused);
    const elsewhere = { ...copy, set: `${path}/revisions/3` };
    expect(issued().write('approver', week, copy, elsewhere)).toMatchObject(refused);
  });

  test('of a calendar that there is not is refused', () => {
    const week = published('khaothi', []);
    expect(office().write('approver', ...issuing(week))).toMatchObject(refused);
    const at = office().seed({ 'calendars/khaothi': OFFICE['calendars/gdtrh']! });
    expect(at.write('approver', ...issuing(week))).toEqual(allowed);
  });

  test.each(['approver', 'admin', 'clerk'])('%s neither rewrites nor removes what was issued', (who) => {
    const data = publishedDocument(first);
    expect(issued().write(who, { set: `${path}/revisions/1`, data })).toMatchObject(refused);
    expect(issued().write(who, { remove: `${path}/revisions/1` })).toMatchObject(refused);
    expect(issued().write(who, { remove: path })).toMatchObject(refused);
    expect(issued().write(who, { set: path, data })).toMatchObject(refused);
  });
});

describe('the state of a week', () => {
  const set = `weeks/board_${WEEK}`;
  const state = weekStateDocument(weekState('board', { revision: 2, remarks: 'Một\nHai', printedNumber: 48 }));
  const days = ['23', '24', '25', '26', '27', '28', '29'].map((day) => `2026-11-${day}`);
  const write = (alter: Data) =>
    new Office()
      .seed({ ...OFFICE, [set]: weekStateDocument(weekState('board')) })
      .write('boardEditor', { set, data: { ...state, ...alter } });

  test('is saved with the next revision', () => {
    expect(write({})).toEqual(allowed);
    expect(write({ revision: 1 })).toMatchObject(refused);
    expect(write({ revision: 3 })).toMatchObject(refused);
  });

  test('has a duty leader for each of its seven days', () => {
    expect(write({ duty: Object.fromEntries(days.map((day) => [day, 'person:van'])) })).toEqual(allowed);
    expect(write({ duty: {} })).toEqual(allowed);
  });

  test.each([
    ['a day of the week before', { duty: { '2026-11-22': 'person:van' } }],
    ['a day of the week after', { duty: { '2026-11-30': 'person:van' } }],
    ['a day that is none', { duty: { '2026-11-31': 'person:van' } }],
    ['a leader who is no party', { duty: { '2026-11-23': 'Ông Vân' } }],
    ['invitations replaced by word', { replacesInvitation: 'yes' }],
    ['a revision of floating point', { revision: new Double(2) }],
    ['another week, and no duty', { week: '2026-W49', duty: {} }],
    ['eight days', { duty: Object.fromEntries([...days, '2026-12-01'].map((day) => [day, 'person:van'])) }],
    ['a day with a tail', { duty: { '2026-11-23T00:00': 'person:van' } }],
    ['two leaders in one text', { duty: { '2026-11-23': 'person:van\nperson:huy' } }],
    ['a duty that is no text', { duty: { '2026-11-23': 1 } }],
    ['a duty that is a list', { duty: [] }],
    ['another week', { week: '2026-W49' }],
    ['another calendar', { calendar: 'gdtrh' }],
    ['a number of none', { printedNumber: 0 }],
    ['half a number', { printedNumber: 1.5 }],
    ['blank remarks', { remarks: ' ' }],
    ['too long remarks', { remarks: 'a'.repeat(2001) }],
    ['an unknown field', { note: null }],
  ])('with %s is refused', (_what, alter) => {
    expect(write(alter)).toMatchObject(refused);
  });

  test.each([0, 1, 2, 3, 4, 5, 6])('with a foreign day after %i of its own is refused', (count) => {
    const duty = [...days.slice(0, count), '2026-11-30'].map((day) => [day, 'person:van']);
    expect(write({ duty: Object.fromEntries(duty) })).toMatchObject(refused);
  });

  test('begins with revision 1', () => {
    const begin = (revision: unknown) =>
      new Office().seed(OFFICE).write('boardEditor', { set, data: { ...state, revision } });
    expect(begin(1)).toEqual(allowed);
    expect(begin(2)).toMatchObject(refused);
  });

  test.each([
    ['2026-W53', true],
    ['2025-W53', false],
    ['2026-W00', false],
    ['2026-W1', false],
    ['2026-W54', false],
    ['1900-W01', true],
    ['2299-W52', true],
    ['1899-W52', false],
    ['2300-W01', false],
    ['9999-W01', false],
  ])('week %s: %s', (week, exists) => {
    const data = { ...weekStateDocument(weekState('board')), week, duty: {} };
    const verdict = new Office().seed(OFFICE).write('boardEditor', { set: `weeks/board_${week}`, data });
    expect(verdict).toMatchObject({ allowed: exists });
  });

  test('is never deleted', () => {
    const at = new Office().seed({ ...OFFICE, [set]: weekStateDocument(weekState('board')) });
    expect(at.write('boardEditor', { remove: set })).toMatchObject(refused);
  });
});

describe('a week sent for approval', () => {
  const path = `weeks/board_${WEEK}/approval/asked`;
  const good = { by: 'clerk', at: NOW, revision: 1 };

  test('is told by whoever edits it, sent again, and taken back by another who does', () => {
    const at = new Office().seed(OFFICE);
    expect(at.write('clerk', { set: path, data: good })).toEqual(allowed);
    expect(at.write('boardEditor', { set: path, data: { ...good, by: 'boardEditor', revision: 2 } })).toEqual(allowed);
    expect(at.get('approver', path)).toEqual(allowed);
    expect(at.write('clerk', { remove: path })).toEqual(allowed);
  });

  test.each([
    ['in another’s name', path, { by: 'boardEditor' }],
    ['at a time of its own', path, { at: T1 }],
    ['for no revision', path, { revision: 0 }],
    ['for half a revision', path, { revision: 1.5 }],
    ['with a field more', path, { note: 'Gấp' }],
    ['under another name', `weeks/board_${WEEK}/approval/other`, {}],
    ['of a week that is none', 'weeks/board_2025-W53/approval/asked', {}],
  ])('%s is refused', (_what, set, alter) => {
    const at = () => new Office().seed(OFFICE);
    expect(at().write('clerk', { set: path, data: good })).toEqual(allowed);
    expect(at().write('clerk', { set, data: { ...good, ...alter } })).toMatchObject(refused);
  });

  test('is nobody else’s to say or to take back, and readers do not see it', () => {
    const at = new Office().seed({ ...OFFICE, [path]: good });
    for (const who of ['editor', 'staff', 'approver', null]) {
      expect(at.write(who, { set: path, data: { ...good, by: who ?? '' } })).toMatchObject(refused);
      expect(at.write(who, { remove: path })).toMatchObject(refused);
    }
    expect(at.get(null, path)).toMatchObject(refused);
  });
});

describe('who has a week open', () => {
  const path = `weeks/board_${WEEK}/presence/clerk_1a`;
  const good = { entry: 'e1', at: NOW };
  const office = () => new Office().seed({ ...OFFICE, [path]: good });

  test('each says and takes back of themselves, with and without an entry; staff read it', () => {
    const at = new Office().seed(OFFICE);
    expect(at.write('clerk', { set: path, data: good })).toEqual(allowed);
    expect(at.write('clerk', { set: path, data: { ...good, entry: null } })).toEqual(allowed);
    expect(at.write('clerk', { set: `weeks/board_${WEEK}/presence/clerk_2b`, data: good })).toEqual(allowed);
    expect(at.list('staff', `weeks/board_${WEEK}/presence`)).toEqual(allowed);
    expect(at.write('clerk', { remove: path })).toEqual(allowed);
  });

  test.each(['boardEditor', 'admin', 'approver', null])('%s neither says nor takes back another’s', (who) => {
    expect(office().write(who, { set: path, data: good })).toMatchObject(refused);
    expect(office().write(who, { remove: path })).toMatchObject(refused);
  });

  test.each([
    ['with a clock of its own', path, { at: new Date('2026-11-24T02:00:01Z') }],
    ['with a field more', path, { name: 'Hoàng Thị Mai' }],
    ['of an entry that has no such name', path, { entry: 'a b' }],
    ['without a window', `weeks/board_${WEEK}/presence/clerk`, {}],
    ['of a window that has no such name', `weeks/board_${WEEK}/presence/clerk_a-b`, {}],
    ['of a window of whose name begins alike', `weeks/board_${WEEK}/presence/clerk_x_1a`, {}],
    ['of a calendar that is none', `weeks/none_${WEEK}/presence/clerk_1a`, {}],
    ['of a week that is none', 'weeks/board_2025-W53/presence/clerk_1a', {}],
    ['of what is no week', 'weeks/board/presence/clerk_1a', {}],
    ['with another sign between', `weeks/board-${WEEK}/presence/clerk_1a`, {}],
  ])('%s is refused', (_what, set, alter) => {
    expect(office().write('clerk', { set: path, data: good })).toEqual(allowed);
    expect(office().write('clerk', { set, data: { ...good, ...alter } })).toMatchObject(refused);
  });

  test('without its entry’s field is refused', () => {
    expect(office().write('clerk', { set: path, data: { at: NOW } })).toMatchObject(refused);
  });

  test('who has left takes back and says nothing more', () => {
    const own = `weeks/board_${WEEK}/presence/left_1a`;
    const at = new Office().seed({ ...OFFICE, [own]: good });
    expect(at.write('left', { set: own, data: good })).toMatchObject(refused);
    expect(at.write('left', { remove: own })).toEqual(allowed);
  });
});

describe('who has seen an issued entry', () => {
  const path = `publishedWeeks/board_${WEEK}/seen/clerk_e1`;
  const good = { by: 'clerk', entry: 'e1', revision: 2, at: NOW };
  const issued = { [`publishedWeeks/board_${WEEK}`]: { entryIds: ['e1', 'e2'], revision: 2 } };
  const office = (over: Readonly<Record<string, Data>> = {}) => new Office().seed({ ...OFFICE, ...issued, ...over });

  test('each says so of themselves, again after a later revision, never of an earlier one, and takes nothing back', () => {
    const at = office({ [path]: { ...good, revision: 1 } });
    expect(at.write('clerk', { set: path, data: good })).toEqual(allowed);
    expect(at.write('clerk', { set: path, data: good })).toMatchObject(refused);
    expect(at.write('clerk', { set: path, data: { ...good, revision: 1 } })).toMatchObject(refused);
    expect(at.write('clerk', { remove: path })).toMatchObject(refused);
    expect(at.list('staff', `publishedWeeks/board_${WEEK}/seen`)).toEqual(allowed);
    expect(at.list(null, `publishedWeeks/board_${WEEK}/seen`)).toMatchObject(refused);
  });

  test.each([
    ['of another person', path, { by: 'staff' }],
    ['under another’s name', `publishedWeeks/board_${WEEK}/seen/staff_e1`, {}],
    ['of an entry that was not issued', `publishedWeeks/board_${WEEK}/seen/clerk_e3`, { entry: 'e3' }],
    ['of a revision to come', path, { revision: 3 }],
    ['of no revision', path, { revision: 0 }],
    ['with a clock of its own', path, { at: new Date('2026-11-24T02:00:01Z') }],
    ['with a field more', path, { name: 'Hoàng Thị Mai' }],
    ['of a week not issued', 'publishedWeeks/board_2026-W50/seen/clerk_e1', {}],
  ])('%s is refused', (_what, set, alter) => {
    expect(office().write('clerk', { set: path, data: good })).toEqual(allowed);
    expect(office().write('clerk', { set, data: { ...good, ...alter } })).toMatchObject(refused);
  });

  test('nobody who has left says so', () => {
    const own = { set: `publishedWeeks/board_${WEEK}/seen/left_e1`, data: { ...good, by: 'left' } };
    expect(office().write('left', own)).toMatchObject(refused);
  });
});

describe('accepted clashes', () => {
  const path = `weeks/board_${WEEK}/acceptedClashes/a1`;
  const good = {
    standing: 'board/e1 2026-11-23 | board/e2 2026-11-23',
    reason: 'Hai nhóm chung phòng',
    by: 'clerk',
    at: NOW,
  };
  const office = (over: Readonly<Record<string, Data>> = {}) => new Office().seed({ ...OFFICE, ...over });

  const standing = { ...good, at: new Date('2026-11-24T01:00:00Z') };
  const back = { ...standing, takenBack: { by: 'boardEditor', at: NOW } };

  test('are written once, and taken back by any editor of the calendar, by a mark; never altered', () => {
    const at = office({ [path]: standing });
    expect(at.write('clerk', { set: path, data: { ...standing, reason: 'Khác' } })).toMatchObject(refused);
    expect(at.write('boardEditor', { remove: path })).toMatchObject(refused);
    expect(at.write('boardEditor', { set: path, data: back })).toEqual(allowed);
    // The acceptance itself, come late or a second time, does not undo that.
    expect(at.write('clerk', { set: path, data: good })).toMatchObject(refused);
    expect(at.write('boardEditor', { set: path, data: back })).toMatchObject(refused);
  });

  test.each([
    ['in another’s name', { takenBack: { by: 'clerk', at: NOW } }],
    ['with a clock of its own', { takenBack: { by: 'boardEditor', at: new Date('2026-11-24T02:00:01Z') } }],
    ['with a word more', { takenBack: { by: 'boardEditor', at: NOW, why: 'x' } }],
    ['and its reason altered', { reason: 'Khác' }],
  ])('taken back %s are refused', (_what, alter) => {
    expect(office({ [path]: standing }).write('boardEditor', { set: path, data: back })).toEqual(allowed);
    expect(office({ [path]: standing }).write('boardEditor', { set: path, data: { ...back, ...alter } })).toMatchObject(
      refused,
    );
  });

  test.each([
    ['in another’s name', path, { by: 'boardEditor' }],
    ['with a clock of its own', path, { at: new Date('2026-11-24T02:00:01Z') }],
    ['without a reason', path, { reason: '' }],
    ['with a reason too long', path, { reason: 'a'.repeat(501) }],
    ['with a reason of two lines', path, { reason: 'a\nb' }],
    ['of no clash', path, { standing: '' }],
    ['with a field more', path, { grade: 'certain' }],
    ['in a week that is none', 'weeks/board_2025-W53/acceptedClashes/a1', {}],
  ])('%s are refused', (_what, set, alter) => {
    expect(office().write('clerk', { set: path, data: good })).toEqual(allowed);
    expect(office().write('clerk', { set, data: { ...good, ...alter } })).toMatchObject(refused);
  });
});
