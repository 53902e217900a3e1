import type { Data } from './office.ts';
import type { Member } from '#domain/permissions.ts';
import { memberToDocument } from '#data/documents.ts';

/** One member for every standing towards `board` and `gdtrh`, and some who have left or never came. */
const member = (uid: string, over: Partial<Member> = {}): Member => ({
  uid,
  name: `Người ${uid}`,
  email: `${uid}@example.test`,
  person: null,
  active: true,
  roles: [],
  editorOf: [],
  ...over,
});

export const MEMBERS = {
  staff: member('staff', { roles: ['viewer'], person: 'chau' }),
  boardEditor: member('boardEditor', { editorOf: ['board'] }),
  editor: member('editor', { editorOf: ['gdtrh'] }),
  otherEditor: member('otherEditor', { editorOf: ['tochuc'] }),
  clerk: member('clerk', { roles: ['clerk'] }),
  approver: member('approver', { roles: ['approver'] }),
  admin: member('admin', { roles: ['admin'] }),
  /** May everything, when she was still here. */
  left: member('left', {
    active: false,
    roles: ['viewer', 'clerk', 'approver', 'admin'],
    editorOf: ['board', 'gdtrh'],
  }),
} satisfies Record<string, Member>;
export type MemberName = keyof typeof MEMBERS;

const division = (name: string, order: number): Data => ({
  name,
  shortName: name,
  kind: 'division',
  order,
  active: true,
});

/** What stands in every test: members and calendars. */
export const OFFICE: Readonly<Record<string, Data>> = {
  ...Object.fromEntries(Object.values(MEMBERS).map((one) => [`members/${one.uid}`, memberToDocument(one)])),
  'calendars/board': { ...division('Ban Giám đốc', 0), kind: 'board' },
  'calendars/gdtrh': division('Phòng GDTrH', 1),
  'calendars/tochuc': division('Phòng Tổ chức', 2),
};
