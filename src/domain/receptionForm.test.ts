import { expect, test } from 'vitest';
import { EMPTY_RECEPTION, parseReception, receptionDraft } from './receptionForm.ts';

const rule = { day: 15, who: 'Giám đốc Sở', place: 'Phòng tiếp công dân', hours: '7h30–11h30' };

test('what stands is typed again as it was; "ngày 20" is the twentieth', () => {
  expect(parseReception(receptionDraft(rule))).toEqual({ ok: true, rule });
  expect(parseReception({ ...receptionDraft(rule), day: ' ngày 20 ' })).toEqual({
    ok: true,
    rule: { ...rule, day: 20 },
  });
});

test('every part is asked for, a day that no month has is refused', () => {
  expect(parseReception(EMPTY_RECEPTION)).toEqual({
    ok: false,
    errors: { day: 'noDayOfMonth', who: 'missing', place: 'missing', hours: 'missing' },
  });
  for (const day of ['0', '32', '15,20', 'mười lăm']) {
    expect(parseReception({ ...receptionDraft(rule), day })).toEqual({ ok: false, errors: { day: 'noDayOfMonth' } });
  }
  expect(parseReception({ ...receptionDraft(rule), place: 'x'.repeat(201) })).toMatchObject({
    errors: { place: 'tooLong' },
  });
});
