import { describe, expect, test } from 'vitest';
import { Double, NOW, Office, type Data, type Write } from './office.ts';
import { MEMBERS, OFFICE } from './people.ts';
import {
  deleting,
  entry,
  issuing,
  published,
  requestDocument,
  requestPath,
  returning,
  saving,
  seeded,
} from './samples.ts';
import { memberToDocument } from '#data/documents.ts';
import { ENTRY_FIELDS } from '#domain/entry.ts';
import type { Entry } from '#domain/entry.ts';
import { mayReadPrivate } from '#domain/permissions.ts';
import type { CalendarKind } from '#domain/permissions.ts';

/* Each refusal differs in one thing from a write that is allowed just above it. */

const allowed = { allowed: true };
const refused = { allowed: false };

const base = entry('e1', 'board');
const changed: Entry = { ...base, content: 'Giao ban, dời giờ' };
const path = 'calendars/board/entries/e1';
const office = (over: Readonly<Record<string, Data>> = {}) =>
  new Office().seed({ ...OFFICE, ...seeded(base), ...over });

/** The allowed change of `base`, with one of its two documents altered. */
const spoilt = (alter: { entry?: Data; record?: Data }): Write[] => {
  const [save, history] = saving(changed, 2, 'boardEditor');
  return [
    { ...save, data: { ...save.data, ...alter.entry } },
    { ...history, data: { ...history.data, ...alter.record } },
  ];
};

describe('saving', () => {
  test('goes with the next revision and its record in one batch', () => {
    const at = office();
    expect(at.write('boardEditor', ...saving(changed, 2, 'boardEditor'))).toEqual(allowed);
    expect(at.write('clerk', ...saving(base, 3, 'clerk'))).toEqual(allowed);
  });

  test('made from an old revision is refused', () => {
    const at = office();
    at.write('clerk', ...saving(changed, 2, 'clerk'));
    expect(at.write('boardEditor', ...saving(changed, 2, 'boardEditor'))).toMatchObject(refused);
  });

  test('may not skip a revision', () => {
    expect(office().write('boardEditor', ...saving(changed, 3, 'boardEditor'))).toMatchObject(refused);
  });

  test('without its record is refused, and a record without its save', () => {
    const [save, history] = saving(changed, 2, 'boardEditor');
    expect(office().write('boardEditor', save)).toMatchObject(refused);
    expect(office().write('boardEditor', history)).toMatchObject(refused);
    expect(office().write('boardEditor', history, save)).toEqual(allowed);
  });

  test.each([
    ['another author', { entry: { updatedBy: 'clerk' } }],
    ['a clock of its own', { entry: { updatedAt: new Date('2026-11-24T02:00:01Z') } }],
    ['another calendar', { entry: { calendar: 'gdtrh' } }],
    ['an unknown field', { entry: { colour: 'red' } }],
    ['a record of another revision', { record: { revision: 1 } }],
    ['a record of another act', { record: { action: 'create' } }],
    ['a record by somebody else', { record: { by: 'clerk' } }],
    ['a record of another time', { record: { at: new Date('2026-11-24T02:00:01Z') } }],
    ['a record with a field more', { record: { note: 'x' } }],
    ['a record that says something else', { record: { entry: { ...withoutId(changed), content: 'Họp kín' } } }],
    ['a record that leaves something out', { record: { entry: { ...withoutId(changed), chairs: undefined } } }],
  ])('with %s is refused', (_what, alter) => {
    expect(office().write('boardEditor', ...spoilt({}))).toEqual(allowed);
    expect(office().write('boardEditor', ...spoilt(clean(alter)))).toMatchObject(refused);
  });

  test('under another calendar’s name is refused, though its record says the same', () => {
    const [save, history] = saving({ ...changed, calendar: 'gdtrh' }, 2, 'boardEditor');
    const writes = [
      { ...save, set: path },
      { ...history, set: `${path}/history/2` },
    ];
    expect(office().write('boardEditor', ...writes)).toMatchObject(refused);
  });

  test('one entry’s record does not pass for another’s', () => {
    const other = entry('e2', 'board');
    const [save] = saving(changed, 2, 'boardEditor');
    const [, history] = saving({ ...changed, id: 'e2' }, 2, 'boardEditor');
    expect(office(seeded(other)).write('boardEditor', save, history)).toMatchObject(refused);
  });

  test('twice in one batch is refused: each revision has its own moment', () => {
    const again = saving({ ...changed, content: 'Lần nữa' }, 3, 'boardEditor');
    expect(office().write('boardEditor', ...saving(changed, 2, 'boardEditor'), ...again)).toMatchObject(refused);
  });
});

describe('a new entry', () => {
  const fresh = entry('e2', 'board');

  test('starts at revision 1 under a plain name', () => {
    expect(office().write('boardEditor', ...saving(fresh, 1, 'boardEditor'))).toEqual(allowed);
    expect(office().write('boardEditor', ...saving(fresh, 2, 'boardEditor'))).toMatchObject(refused);
    expect(office().write('boardEditor', ...saving({ ...fresh, id: 'e 2' }, 1, 'boardEditor'))).toMatchObject(refused);
    const [save, history] = saving(fresh, 1, 'boardEditor');
    for (const revision of [2, 0, new Double(1)]) {
      const odd = { ...save, data: { ...save.data, revision } };
      expect(office().write('boardEditor', odd, history)).toMatchObject(refused);
    }
  });

  test('never takes the name of a deleted one', () => {
    const at = office();
    expect(at.write('boardEditor', ...deleting(base, 2, 'boardEditor'))).toEqual(allowed);
    expect(at.write('boardEditor', ...saving(base, 1, 'boardEditor'))).toMatchObject(refused);
    expect(at.write('boardEditor', saving(base, 1, 'boardEditor')[0])).toMatchObject(refused);
  });
});

describe('a deleted entry', () => {
  const gone = (over: Partial<Entry> = {}, by = 'boardEditor', remover = 'boardEditor') => {
    const one = { ...base, ...over };
    const at = new Office().seed({ ...OFFICE, ...seeded(one, 1, by) });
    expect(at.write(remover, ...deleting(one, 2, remover))).toEqual(allowed);
    return at;
  };

  test('comes back as the revision after its deletion, with a record', () => {
    const back = returning(base, 3, 'clerk');
    expect(gone().write('clerk', ...back)).toEqual(allowed);
    expect(gone().write('clerk', back[0])).toMatchObject(refused);
    expect(gone().write('clerk', ...saving(base, 3, 'clerk'))).toMatchObject(refused); // as a mere change
    for (const revision of [0, 2, 4]) {
      expect(gone().write('clerk', ...returning(base, revision, 'clerk'))).toMatchObject(refused);
    }
    expect(gone().write('otherEditor', ...returning(base, 3, 'otherEditor'))).toMatchObject(refused);
  });

  test('comes back once, and again after the next deletion', () => {
    const at = gone();
    at.write('clerk', ...returning(base, 3, 'clerk'));
    expect(at.write('boardEditor', ...returning(base, 3, 'boardEditor'))).toMatchObject(refused);
    expect(at.write('boardEditor', ...returning(base, 4, 'boardEditor'))).toMatchObject(refused);
    expect(at.write('clerk', ...deleting(base, 4, 'clerk'))).toEqual(allowed);
    expect(at.write('boardEditor', ...returning(base, 3, 'boardEditor'))).toMatchObject(refused);
    expect(at.write('boardEditor', ...returning(base, 5, 'boardEditor'))).toEqual(allowed);
  });
});

describe('history', () => {
  const record = `${path}/history/1`;
  const data = { revision: 1, action: 'create', by: 'boardEditor', at: NOW, entry: {} };

  test.each(['boardEditor', 'clerk', 'admin'])('is not rewritten by %s', (who) => {
    expect(office().write(who, { set: record, data })).toMatchObject(refused);
    expect(office().write(who, { remove: record })).toMatchObject(refused);
  });

  test('is not made up for an entry that never was', () => {
    const set = 'calendars/board/entries/e9/history/1';
    expect(office().write('boardEditor', { set, data })).toMatchObject(refused);
  });

  test('is not added to without saving the entry', () => {
    const { [`${path}/history/2`]: gap, ...rest } = seeded(base, 2);
    const at = new Office().seed({ ...OFFICE, ...rest });
    expect(at.write('boardEditor', { set: `${path}/history/2`, data: gap! })).toMatchObject(refused);
  });

  test('stays when its entry is gone', () => {
    const at = office();
    at.write('boardEditor', ...deleting(base, 2, 'boardEditor'));
    expect(at.list('staff', `${path}/history`)).toEqual(allowed);
    const set = `${path}/history/3`;
    expect(at.write('boardEditor', { set, data: { ...data, revision: 3 } })).toMatchObject(refused);
  });
});

describe('deleting', () => {
  test('a draft goes, with a record of what it was', () => {
    expect(office().write('boardEditor', ...deleting(base, 2, 'boardEditor'))).toEqual(allowed);
  });

  test.each([
    ['without a record', deleting(base, 2, 'boardEditor').slice(0, 1)],
    ['with a record of another revision', deleting(base, 1, 'boardEditor')],
    ['with a record that says something else', deleting(changed, 2, 'boardEditor')],
    ['with a record by somebody else', deleting(base, 2, 'clerk')],
  ])('%s is refused', (_what, writes) => {
    expect(office().write('boardEditor', ...writes)).toMatchObject(refused);
  });

  test('what was issued does not vanish, what was added since may', () => {
    const other = entry('e2', 'board');
    const at = office(seeded(other));
    expect(at.write('approver', ...issuing(published('board', [base])))).toEqual(allowed);
    expect(at.write('boardEditor', ...deleting(base, 2, 'boardEditor'))).toMatchObject(refused);
    expect(at.write('boardEditor', ...deleting(other, 2, 'boardEditor'))).toEqual(allowed);
  });
});

describe('an approver', () => {
  const postponed: Entry = { ...base, status: 'postponed', reason: 'Mưa bão' };

  test('postpones with a reason, and restores', () => {
    const at = office();
    expect(at.write('approver', ...saving(postponed, 2, 'approver'))).toEqual(allowed);
    expect(at.write('approver', ...saving(base, 3, 'approver'))).toEqual(allowed);
  });

  test('changes nothing else in the same breath', () => {
    const more = { ...postponed, content: 'Họp khác' };
    expect(office().write('approver', ...saving(more, 2, 'approver'))).toMatchObject(refused);
  });

  test('answers no request by it, writes no note with it, and moves nothing out of sight', () => {
    const request = entry('r1', 'board', { stage: 'requested' });
    const beside = requestPath(request);
    const at = () => office({ ...seeded(request, 1, 'editor'), [beside]: requestDocument('gdtrh', 'editor') });
    const off = { ...request, status: 'postponed', reason: 'Mưa bão' } as const;
    expect(at().write('approver', ...saving(off, 2, 'approver'))).toEqual(allowed);
    for (const stage of ['accepted', 'returned', 'merged'] as const)
      expect(at().write('approver', ...saving({ ...off, stage }, 2, 'approver'))).toMatchObject(refused);
    const answer = { set: beside, data: requestDocument('gdtrh', 'editor', { answeredBy: 'approver' }) };
    expect(at().write('approver', ...saving(off, 2, 'approver'), answer)).toMatchObject(refused);
    const note = { set: 'calendars/board/private/e1', data: { meetingLink: null, note: 'Hoãn' } };
    expect(office().write('approver', ...saving(postponed, 2, 'approver'), note)).toMatchObject(refused);
    const later = { ...postponed, visibility: 'internal' } as const;
    expect(office().write('approver', ...saving(later, 2, 'approver'))).toMatchObject(refused);
  });

  test('gives a reason', () => {
    expect(office().write('approver', ...saving({ ...postponed, reason: null }, 2, 'approver'))).toMatchObject(refused);
  });
});

describe('meeting link and note', () => {
  const set = 'calendars/board/private/e1';
  const data = { meetingLink: 'https://hop.example.vn/1', note: 'Mang bản gốc\nKhông in' };
  const naming = (over: Partial<Entry>): Office => office({ ...seeded({ ...base, ...over }), [set]: data });

  test.each(['chairs', 'attendees', 'invitees'] as const)('are read by the person named among the %s', (field) => {
    expect(naming({ [field]: ['text:Ông A', 'person:chau'] }).get('staff', set)).toEqual(allowed);
    expect(naming({ [field]: ['text:Ông A', 'person:chauu'] }).get('staff', set)).toMatchObject(refused);
    expect(naming({ [field]: ['text:Ông A', 'text:person:chau'] }).get('staff', set)).toMatchObject(refused);
  });

  test('are read by who leads for the office, or is acted for', () => {
    expect(naming({ officeLead: 'person:chau' }).get('staff', set)).toEqual(allowed);
    expect(naming({ actingFor: 'person:chau' }).get('staff', set)).toEqual(allowed);
    expect(naming({ preparingUnit: 'person:chau' }).get('staff', set)).toMatchObject(refused);
  });

  test('are asked for by the pages where the rules give them, and nowhere else', () => {
    const board = OFFICE['calendars/board'] as unknown as CalendarKind;
    for (const field of ENTRY_FIELDS) {
      if (!Array.isArray(base[field]) && typeof base[field] !== 'string' && base[field] !== null) continue;
      const over = { [field]: Array.isArray(base[field]) ? ['person:chau'] : 'person:chau' };
      const given = naming(over).get('staff', set).allowed;
      expect([field, mayReadPrivate(MEMBERS.staff, { ...base, ...over }, { ...board, id: 'board' })]).toEqual([
        field,
        given,
      ]);
    }
  });

  test('are not read by people who have left', () => {
    const gone = memberToDocument({ ...MEMBERS.staff, active: false });
    expect(
      naming({ chairs: ['person:chau'] })
        .seed({ 'members/staff': gone })
        .get('staff', set),
    ).toMatchObject(refused);
  });

  test('are not listed by the people named', () => {
    expect(naming({ chairs: ['person:chau'] }).list('staff', 'calendars/board/private')).toMatchObject(refused);
  });

  test('can be written with a new entry in one batch, and not without one', () => {
    const fresh = saving(entry('e2', 'board'), 1, 'boardEditor');
    const hidden = { set: 'calendars/board/private/e2', data };
    expect(office().write('boardEditor', ...fresh, hidden)).toEqual(allowed);
    expect(office().write('boardEditor', hidden)).toMatchObject(refused);
  });

  test.each([
    ['an unknown field', { ...data, phone: '0912345678' }],
    ['a field missing', { note: null }],
    ['a link of two lines', { ...data, meetingLink: 'a\nb' }],
    ['too long a link', { ...data, meetingLink: 'a'.repeat(1001) }],
    ['too long a note', { ...data, note: 'a'.repeat(2001) }],
    ['an empty note', { ...data, note: '' }],
  ])('with %s are refused', (_what, odd) => {
    expect(office().write('boardEditor', { set, data })).toEqual(allowed);
    expect(office().write('boardEditor', { set, data: odd })).toMatchObject(refused);
  });

  test('outlive their entry, for its editors alone', () => {
    const at = naming({ chairs: ['person:chau'] });
    expect(at.get('staff', set)).toEqual(allowed);
    at.write('boardEditor', ...deleting({ ...base, chairs: ['person:chau'] }, 2, 'boardEditor'));
    expect(at.get('staff', set)).toMatchObject(refused);
    expect(at.get('boardEditor', set)).toEqual(allowed);
  });

  test('of a request are its unit’s until it is accepted', () => {
    const request = entry('r1', 'board', { stage: 'requested' });
    const hidden = 'calendars/board/private/r1';
    const at = (stage: Entry['stage']) =>
      office({
        ...seeded({ ...request, stage }, 1, 'editor'),
        [requestPath(request)]: requestDocument('gdtrh', 'editor'),
        [hidden]: data,
      });
    expect(at('requested').write('editor', { set: hidden, data })).toEqual(allowed);
    expect(at('requested').get('editor', hidden)).toEqual(allowed);
    expect(at('accepted').write('editor', { set: hidden, data })).toMatchObject(refused);
    expect(at('requested').write('otherEditor', { set: hidden, data })).toMatchObject(refused);
    expect(at('requested').get('otherEditor', hidden)).toMatchObject(refused);
    expect(at('requested').write('otherEditor', { remove: hidden })).toMatchObject(refused);
    expect(at('accepted').write('editor', { remove: hidden })).toMatchObject(refused);
    expect(at('requested').write('editor', { remove: hidden })).toEqual(allowed);
    expect(
      at('requested').write(
        'editor',
        ...deleting(request, 2, 'editor'),
        { remove: requestPath(request) },
        { remove: hidden },
      ),
    ).toEqual(allowed);
  });
});

function withoutId({ id: _id, ...fields }: Entry): Data {
  return fields;
}

/** Firestore holds no `undefined`: a field set so here is left out. */
function clean(alter: { entry?: Data; record?: Data }): { entry?: Data; record?: Data } {
  const whole = (data: Data): Data =>
    Object.fromEntries(
      Object.entries(data).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, typeof value === 'object' && key === 'entry' ? whole(value as Data) : value]],
      ),
    );
  return Object.fromEntries(Object.entries(alter).map(([key, data]) => [key, whole(data)]));
}
