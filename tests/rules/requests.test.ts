import { describe, expect, test } from 'vitest';
import { Office, type Data, type Write } from './office.ts';
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
  sending,
  seriesDocument,
} from './samples.ts';
import { memberToDocument } from '#data/documents.ts';
import type { Entry } from '#domain/entry.ts';
import type { CalendarKind, Member } from '#domain/permissions.ts';
import { localDate } from '#domain/time.ts';
import type { Minutes } from '#domain/time.ts';
import { parseWeekId } from '#domain/week.ts';
import { mayAct, REQUEST_ACTS, type RequestAct } from '#domain/request.ts';

const allowed = { allowed: true };
const refused = { allowed: false };
const BOARD: CalendarKind = { id: 'board', kind: 'board' };
const STAGES = ['requested', 'accepted', 'returned', 'merged'] as const;
const SENT = { sentAt: new Date('2026-11-20T03:00:00.123Z') };

const PEOPLE: Readonly<Record<string, Member | null>> = {
  visitor: null,
  ...MEMBERS,
  /** Another editor of the division that sent it. */
  colleague: { ...MEMBERS.editor, uid: 'colleague' },
};

const request = entry('r1', 'board', { stage: 'requested' });
const target = entry('e1', 'board');
const path = requestPath(request);

const ANSWERS = {
  requested: {},
  accepted: { answeredBy: 'clerk' },
  returned: { answeredBy: 'clerk', reason: 'Trùng giờ' },
  merged: { answeredBy: 'clerk', into: 'e1' },
} as const;

/** The request of `gdtrh` at a stage, as the division sent it and the office answered; null: not sent yet. */
const office = (stage: Entry['stage'] | null = null, over: Readonly<Record<string, Data>> = {}): Office =>
  new Office().seed({
    ...OFFICE,
    'members/colleague': memberToDocument(PEOPLE['colleague']!),
    ...seeded(target),
    ...(stage === null
      ? {}
      : {
          ...seeded({ ...request, stage }, 1, 'editor'),
          [path]: { ...requestDocument('gdtrh', 'editor', ANSWERS[stage]), ...SENT },
        }),
    ...over,
  });

const answer = (by: string, over: { reason?: string; into?: string } = {}): { set: string; data: Data } => ({
  set: path,
  data: { ...requestDocument('gdtrh', 'editor', { ...over, answeredBy: by }), ...SENT },
});

const returned: Entry = { ...request, stage: 'returned' };
const accepted: Entry = { ...request, stage: 'accepted' };
const merged: Entry = { ...request, stage: 'merged' };

/** Each act of src/domain/request.ts as the app writes it. */
const WRITES: Readonly<Record<RequestAct, (by: string) => readonly Write[]>> = {
  send: (by) => sending(request, 'gdtrh', by),
  change: (by) => saving({ ...request, content: 'Đổi sang chiều' }, 2, by),
  withdraw: (by) => [...deleting(request, 2, by), { remove: path }],
  accept: (by) => [...saving(accepted, 2, by), answer(by)],
  return: (by) => [...saving(returned, 2, by), answer(by, { reason: 'Trùng giờ' })],
  merge: (by) => [
    ...saving(merged, 2, by),
    answer(by, { into: 'e1' }),
    ...saving({ ...target, attendees: ['unit:gdtrh'] }, 2, by),
  ],
  reopen: (by) => [...saving(request, 2, by), answer(by)],
};

/** `deleting` records what was there. */
const withdrawing = (stage: Entry['stage'], by: string): readonly Write[] => [
  ...deleting({ ...request, stage }, 2, by),
  { remove: path },
];

describe.each(Object.keys(REQUEST_ACTS) as RequestAct[])('%s', (act) => {
  const isOffice = (member: Member | null) =>
    mayAct(member, 'accept', { calendar: BOARD, unit: '', stage: 'requested' });
  const { who: whose, to } = REQUEST_ACTS[act];
  const stages = act === 'send' ? [null] : STAGES.filter((stage) => whose === 'division' || stage !== to);
  const cells = stages.flatMap((stage) =>
    Object.entries(PEOPLE)
      // What the office may do beyond its answers is tried below.
      .filter(([, member]) => whose === 'office' || !isOffice(member))
      .map(([who, member]) => {
        const expected = mayAct(member, act, { calendar: BOARD, unit: 'gdtrh', stage });
        return [stage ?? 'not sent', who, expected, stage] as const;
      }),
  );
  test.each(cells)('one that is %s, by %s: %s', (_stage, who, expected, stage) => {
    const uid = who === 'visitor' ? null : who;
    const writes = act === 'withdraw' ? withdrawing(stage!, uid ?? '') : WRITES[act](uid ?? '');
    expect(office(stage).write(uid, ...writes)).toMatchObject({ allowed: expected });
  });
});

describe('a division', () => {
  test('registers for the board’s week only, in the name of a unit of its own, as a request only', () => {
    expect(office().write('editor', ...sending(request, 'gdtrh', 'editor'))).toEqual(allowed);
    expect(office().write('editor', ...sending({ ...request, calendar: 'tochuc' }, 'gdtrh', 'editor'))).toMatchObject(
      refused,
    );
    expect(office().write('editor', ...sending(request, 'tochuc', 'editor'))).toMatchObject(refused);
    for (const stage of ['accepted', 'returned', 'merged'] as const)
      expect(office().write('editor', ...sending({ ...request, stage }, 'gdtrh', 'editor'))).toMatchObject(refused);
  });

  test('sends a request together with what says whose it is', () => {
    const [save, record, sent] = sending(request, 'gdtrh', 'editor');
    expect(office().write('editor', save, record)).toMatchObject(refused);
    expect(office().write('editor', sent)).toMatchObject(refused);
    const known = { [path]: requestDocument('gdtrh', 'editor') };
    expect(office(null, known).write('editor', save, record)).toMatchObject(refused);
  });

  test.each<[string, Data]>([
    ['another’s name', { by: 'clerk' }],
    ['a time of its own', SENT],
    ['another week', { week: '2026-W49' }],
    ['an answer', { answeredBy: 'editor' }],
    ['a reason', { reason: 'Trùng giờ' }],
    ['an entry that it went into', { into: 'e1' }],
    ['an unknown field', { note: 'x' }],
  ])('does not send it with %s', (_what, odd) => {
    const [save, record, sent] = sending(request, 'gdtrh', 'editor');
    const spoilt = { ...sent, data: { ...sent.data, ...odd } };
    expect(office().write('editor', save, record, spoilt)).toMatchObject(refused);
  });

  test('answers none of its own, nor says another time or unit', () => {
    const at = (over: Data) => ({ set: path, data: { ...requestDocument('gdtrh', 'editor'), ...SENT, ...over } });
    for (const over of [
      { reason: 'Trùng giờ' },
      { unit: 'tochuc' },
      { sentAt: new Date(0) },
      { answeredBy: 'editor' },
    ]) {
      expect(office('requested').write('editor', at(over))).toMatchObject(refused);
      expect(office('requested').write('editor', ...WRITES.change('editor'), at(over))).toMatchObject(refused);
    }
  });

  test('moves none into another week, where no inbox would show it', () => {
    const later = { ...request, week: parseWeekId('2026-W49')!, date: localDate('2026-11-30') };
    const moved = { ...later, lastDate: later.date };
    const at = (stage: Entry['stage']) => office(stage).write('editor', ...saving(moved, 2, 'editor'));
    expect(at('requested')).toMatchObject(refused);
    expect(at('returned')).toMatchObject(refused);
    const friday = { date: localDate('2026-11-27'), lastDate: localDate('2026-11-27') };
    expect(office('requested').write('editor', ...saving({ ...request, ...friday }, 2, 'editor'))).toEqual(allowed);
  });

  test('takes over no request of another unit, waiting, returned or without what stands beside it', () => {
    for (const stage of ['requested', 'returned'] as const) {
      const at = office(stage);
      const mine = requestDocument('tochuc', 'otherEditor');
      const change = saving({ ...request, content: 'Đổi' }, 2, 'otherEditor');
      expect(at.write('otherEditor', ...change, { set: path, data: mine })).toMatchObject(refused);
      expect(at.write('otherEditor', { set: path, data: mine })).toMatchObject(refused);
      expect(at.write('otherEditor', { remove: path })).toMatchObject(refused);
      const older = new Office().seed({ ...OFFICE, ...seeded({ ...request, stage }, 1, 'editor') });
      expect(older.write('otherEditor', ...change, { set: path, data: mine })).toMatchObject(refused);
      expect(older.write('otherEditor', { set: path, data: mine })).toMatchObject(refused);
      expect(older.write('otherEditor', ...deleting({ ...request, stage }, 2, 'otherEditor'))).toMatchObject(refused);
    }
  });

  test('withdraws the entry and what stands beside it together', () => {
    const [gone, record] = deleting(request, 2, 'editor');
    expect(office('requested').write('editor', { remove: path })).toMatchObject(refused);
    // Without it the office would be told nothing of an entry that is no more: harmless, and so allowed.
    expect(office('requested').write('editor', gone, record)).toEqual(allowed);
  });

  test('takes back what it withdrew, and what nobody else did', () => {
    const back: Write[] = [...returning(request, 3, 'editor'), { set: path, data: requestDocument('gdtrh', 'editor') }];
    const gone = (by: string, from: Entry['stage']): Office => {
      const at = office(from);
      expect(at.write(by, ...(from === 'accepted' ? deleting(accepted, 2, by) : withdrawing(from, by)))).toEqual(
        allowed,
      );
      return at;
    };
    expect(gone('editor', 'requested').write('editor', ...back)).toEqual(allowed);
    expect(gone('editor', 'returned').write('editor', ...back)).toEqual(allowed);
    expect(gone('editor', 'requested').write('editor', ...back.slice(0, 2))).toMatchObject(refused);
    // Else the link and note of what others deleted would be theirs to read.
    expect(gone('colleague', 'requested').write('editor', ...back)).toMatchObject(refused);
    const dropped = gone('clerk', 'accepted').seed({ [path]: requestDocument('gdtrh', 'editor') });
    expect(dropped.write('editor', ...back)).toMatchObject(refused);
  });

  test('has nobody act for it who edits it no more, or has left', () => {
    for (const who of ['staff', 'left']) {
      const own = { [path]: { ...requestDocument('gdtrh', who), ...SENT } };
      expect(office('requested', own).write(who, ...WRITES.change(who))).toMatchObject(refused);
      expect(office('requested', own).write(who, ...WRITES.withdraw(who))).toMatchObject(refused);
    }
  });
});

describe('the office', () => {
  test('sends for a unit that telephoned, and changes what waits', () => {
    expect(office().write('clerk', ...sending(request, 'gdtrh', 'clerk'))).toEqual(allowed);
    expect(office('requested').write('clerk', ...WRITES.change('clerk'))).toEqual(allowed);
    expect(office('accepted').write('clerk', ...saving({ ...accepted, content: 'Đổi' }, 2, 'clerk'))).toEqual(allowed);
  });

  test('makes no request vanish: it returns it', () => {
    expect(office('requested').write('clerk', ...withdrawing('requested', 'clerk'))).toMatchObject(refused);
    expect(office('returned').write('clerk', ...deleting(returned, 2, 'clerk'))).toMatchObject(refused);
    // One that it accepted and then dropped leaves its mark: the division learns of it.
    expect(office('accepted').write('clerk', ...deleting(accepted, 2, 'clerk'))).toEqual(allowed);
    expect(office('accepted').write('clerk', ...withdrawing('accepted', 'clerk'))).toMatchObject(refused);
  });

  test.each<[RequestAct, string, (writes: Write[]) => Write[]]>([
    ['return', 'no reason', ([save, record]) => [save!, record!, answer('clerk')]],
    ['return', 'nothing beside it', ([save, record]) => [save!, record!]],
    ['return', 'an entry to go into', ([s, r]) => [s!, r!, answer('clerk', { reason: 'Trùng', into: 'e1' })]],
    ['return', 'the reason of two lines', ([s, r]) => [s!, r!, answer('clerk', { reason: 'Trùng\ngiờ' })]],
    ['return', 'another’s name', ([s, r]) => [s!, r!, answer('admin', { reason: 'Trùng' })]],
    ['return', 'the reason without the return', ([, , said]) => [said!]],
    ['merge', 'no entry to go into', ([s, r]) => [s!, r!, answer('clerk')]],
    ['merge', 'itself to go into', ([s, r]) => [s!, r!, answer('clerk', { into: 'r1' })]],
    ['merge', 'an entry that is not there', ([s, r]) => [s!, r!, answer('clerk', { into: 'e9' })]],
    ['accept', 'a reason', ([s, r]) => [s!, r!, answer('clerk', { reason: 'Trùng' })]],
  ])('does not %s with %s', (act, _what, spoil) => {
    expect(office('requested').write('clerk', ...WRITES[act]('clerk'))).toEqual(allowed);
    expect(office('requested').write('clerk', ...spoil([...WRITES[act]('clerk')]))).toMatchObject(refused);
  });

  test('puts into the schedule what a unit withdrew, as nobody’s request', () => {
    const at = office('requested');
    expect(at.write('editor', ...withdrawing('requested', 'editor'))).toEqual(allowed);
    expect(at.write('clerk', ...returning(request, 3, 'clerk'))).toMatchObject(refused);
    expect(at.write('clerk', ...returning(accepted, 3, 'clerk'))).toEqual(allowed);
    expect(at.write('editor', ...saving({ ...request, content: 'Đổi' }, 4, 'editor'))).toMatchObject(refused);
  });

  test('returns what was sent again, though the reason is the same', () => {
    const again = { [path]: { ...requestDocument('gdtrh', 'editor', ANSWERS.returned), ...SENT } };
    expect(office('requested', again).write('clerk', ...WRITES.return('clerk'))).toEqual(allowed);
    const [save, record] = WRITES.return('clerk');
    expect(office('requested', again).write('clerk', save!, record!)).toMatchObject(refused);
  });

  test('keeps what was issued', () => {
    const at = office('accepted');
    expect(at.write('approver', ...issuing(published('board', [target, accepted])))).toEqual(allowed);
    for (const act of ['return', 'merge', 'reopen'] as const)
      expect(at.write('clerk', ...WRITES[act]('clerk'))).toMatchObject(refused);
    expect(at.write('clerk', ...saving({ ...accepted, content: 'Đổi' }, 2, 'clerk'))).toEqual(allowed);
  });

  test('sends back no entry that nobody requested', () => {
    const back = saving({ ...target, stage: 'returned' }, 2, 'clerk');
    expect(office().write('clerk', ...back)).toMatchObject(refused);
    expect(office().write('clerk', ...saving({ ...target, stage: 'requested' }, 2, 'clerk'))).toMatchObject(refused);
  });
});

describe('the longest there is', () => {
  const parties = (size: number): Entry['attendees'] => Array.from({ length: size }, (_, n) => `person:p${n}` as const);
  const full: Partial<Entry> = {
    lastDate: localDate('2026-11-24'),
    time: { session: 'allDay', start: 450 as Minutes, end: 1020 as Minutes },
    content: 'Nội dung\n'.repeat(200).trim(),
    chairs: parties(10),
    attendees: parties(60),
    invitees: parties(60),
    forInformation: parties(60),
    place: 'room:p1',
    gatheringPoint: 'Cổng trụ sở',
    connectionPoints: Array.from({ length: 60 }, (_, n) => `Điểm cầu ${n}`),
    preparingUnit: 'unit:gdtrh',
    logistics: 'unit:gdtrh',
    officeLead: 'person:ha',
    vehicle: 'vehicle:x7',
    driver: 'Nguyễn Văn Đông',
    invitationNo: '88/GM',
    documentNo: '12/CV',
    actingFor: 'person:van',
    status: 'cancelled',
    reason: 'Mưa bão',
  };
  // A request may evaluate 1,000 expressions: the rules of a request are the longest way to an entry.
  test.each<[RequestAct, Entry['stage'] | null, string]>([
    ['send', null, 'editor'],
    ['change', 'returned', 'editor'],
    ['withdraw', 'returned', 'editor'],
    ['accept', 'requested', 'clerk'],
    ['return', 'accepted', 'clerk'],
    ['merge', 'accepted', 'clerk'],
  ])('can be put to %s', (act, stage, who) => {
    const whole = <T extends Data>(data: T): T =>
      ({
        ...data,
        ...('content' in data ? full : {}),
        ...(data['entry'] ? { entry: { ...(data['entry'] as Data), ...full } } : {}),
      }) as T;
    const at = office(stage);
    const before = stage === null ? {} : seeded({ ...request, stage, ...full }, 1, 'editor');
    at.seed(before);
    const writes = act === 'withdraw' ? withdrawing('returned', who) : WRITES[act](who);
    const filled = writes.map((write) => ('set' in write ? { ...write, data: whole(write.data) } : write));
    expect(at.write(who, ...filled)).toEqual(allowed);
  });

  test('can be put off by an approver, with the revision of the week that tells it', () => {
    const whole: Entry = { ...accepted, ...full };
    const plain: Entry = { ...whole, status: 'planned', reason: null };
    const at = office().seed(seeded(plain));
    const issued = published('board', [plain]);
    expect(at.write('approver', ...issuing(issued))).toEqual(allowed);
    const second = published('board', [whole], issued);
    const earlier = { 1: new Date('2026-11-24T02:00:01.000Z') };
    const telling = issuing(second, earlier);
    at.seed({ [telling[0].set]: { ...issuing(issued)[0].data, revisionTimes: earlier, issuedAt: earlier[1] } });
    expect(at.write('approver', ...saving(whole, 2, 'approver'), ...telling)).toEqual(allowed);
  });

  test('can come again, go and come back', () => {
    const whole: Entry = { ...accepted, ...full };
    const at = office().seed({ [path]: { ...requestDocument('gdtrh', 'editor', ANSWERS.accepted), ...SENT } });
    const series = { set: `calendars/board/series/${whole.id}`, data: seriesDocument(whole, 'clerk') };
    expect(at.write('clerk', ...saving(whole, 1, 'clerk'), series)).toEqual(allowed);
    expect(at.write('clerk', ...deleting(whole, 2, 'clerk'))).toEqual(allowed);
    expect(at.write('clerk', ...returning(whole, 3, 'clerk'))).toEqual(allowed);
    const sent = office('requested').seed(seeded({ ...request, ...full }, 1, 'editor'));
    expect(sent.write('editor', ...deleting({ ...request, ...full }, 2, 'editor'), { remove: path })).toEqual(allowed);
    const again = { set: path, data: requestDocument('gdtrh', 'editor') };
    expect(sent.write('editor', ...returning({ ...request, ...full }, 3, 'editor'), again)).toEqual(allowed);
  });
});
