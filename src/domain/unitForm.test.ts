import { expect, test } from 'vitest';
import type { Calendar } from './directory.ts';
import { addressOf, EMPTY_UNIT, parseUnit, unitDraft, type UnitDraft } from './unitForm.ts';

const gdtrh: Calendar = {
  id: 'gdtrh',
  name: 'Phòng Giáo dục Trung học',
  shortName: 'Phòng GDTrH',
  kind: 'division',
  order: 3,
  active: true,
  formerIds: ['thpt'],
};
const added = (more: Partial<UnitDraft>) => parseUnit({ ...EMPTY_UNIT, ...more }, true, [gdtrh]);

test('a new division is called in addresses as its short name says, unless one says otherwise', () => {
  expect(added({ name: 'Phòng Chuyển đổi số', shortName: 'Phòng CĐS' })).toEqual({
    ok: true,
    unit: { id: 'cds', name: 'Phòng Chuyển đổi số', shortName: 'Phòng CĐS', kind: 'division', active: true },
  });
  expect(added({ name: 'Văn phòng', id: 'vp' })).toMatchObject({ unit: { id: 'vp', shortName: 'Văn phòng' } });
  expect(addressOf('TT GDNN - GDTX')).toBe('gdnn-gdtx');
});

test('a merged division keeps the addresses of those it came from', () => {
  const draft = { ...unitDraft(gdtrh, ''), formerIds: 'thpt thcs' };
  expect(parseUnit(draft, false, [])).toMatchObject({ ok: true, unit: { formerIds: ['thpt', 'thcs'] } });
  expect(parseUnit({ ...draft, formerIds: '' }, false, [])).toEqual({
    ok: true,
    unit: { id: 'gdtrh', name: gdtrh.name, shortName: gdtrh.shortName, kind: 'division', active: true },
  });
});

test('one that is switched off leads on to the one it became; one in use does not', () => {
  const draft = { ...EMPTY_UNIT, name: 'Phòng mới', formerIds: 'gdtrh' };
  expect(parseUnit(draft, true, [{ ...gdtrh, active: false }])).toMatchObject({ unit: { formerIds: ['gdtrh'] } });
  expect(parseUnit(draft, true, [gdtrh])).toMatchObject({ errors: { formerIds: 'taken' }, part: 'gdtrh' });
});

test('an address that leads elsewhere, or that is none, is refused by name', () => {
  expect(added({ name: 'Văn phòng', id: 'tat-ca' })).toMatchObject({ errors: { id: 'noAddress' } });
  expect(added({ name: 'Văn phòng', id: 'văn phòng' })).toMatchObject({ errors: { id: 'noAddress' } });
  expect(added({ name: '***' })).toMatchObject({ errors: { id: 'noAddress' } });
  expect(added({ name: 'Văn phòng', id: 'gdtrh' })).toMatchObject({ errors: { id: 'taken' } });
  expect(added({ name: 'Văn phòng', id: 'thpt' })).toMatchObject({ errors: { id: 'taken' } });
  expect(added({ name: 'Văn phòng', formerIds: 'a/b' })).toMatchObject({
    errors: { formerIds: 'noAddress' },
    part: 'a/b',
  });
  expect(added({ name: 'Văn phòng', formerIds: 'thpt' })).toMatchObject({
    errors: { formerIds: 'taken' },
    part: 'thpt',
  });
});

test('a name is asked for, and told apart from the others, marks or none', () => {
  expect(added({})).toMatchObject({ errors: { name: 'missing' } });
  expect(added({ name: 'phong giao duc trung hoc' })).toMatchObject({ errors: { name: 'known' } });
  expect(added({ name: 'x'.repeat(201) })).toMatchObject({ errors: { name: 'tooLong' } });
});
