import type { Entry } from './entry.ts';

/** Who somebody is to the schedule: `members/{uid}`. Roles add up. */
export const ROLES = ['viewer', 'clerk', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface Member {
  readonly uid: string; // the document's name
  readonly name: string;
  readonly email: string;
  readonly person: string | null; // people id
  readonly active: boolean;
  readonly roles: readonly Role[];
  readonly editorOf: readonly string[]; // calendar ids
}

/**
 * What a permission hangs on. `staff`: every active member, the viewer's rights. `editor`: of this calendar.
 * `otherEditor`: of some other calendar. A person has all the standings that fit.
 */
export const STANDINGS = ['visitor', 'staff', 'editor', 'otherEditor', 'clerk', 'approver', 'admin'] as const;
type Standing = (typeof STANDINGS)[number];

/** Where a standing may do it: in every calendar, or in the board's only. */
type Scope = 'any' | 'board';

/** The one table of who may do what: pages read it, the tests of firestore.rules are generated from it. */
export const PERMISSIONS = {
  /** Issued weeks and their revisions, calendars, public profiles. */
  readIssued: { visitor: 'any' },
  /** Entries of every calendar, drafts and internal ones included, their history, the office's working state. */
  readEntries: { staff: 'any' },
  /** Say of themselves that they have seen an issued entry; read who has. */
  markSeen: { staff: 'any' },
  /** Colleagues, rooms, vehicles, holidays, absences, settings. */
  readDirectory: { staff: 'any' },
  /** Meeting link and note of any entry of the calendar. People named in an entry read that entry's, by the rules. */
  readPrivate: { editor: 'any', clerk: 'board' },
  /** Add, change, accept, return, cancel; delete a draft. */
  editEntries: { editor: 'any', clerk: 'board' },
  /** Register for the board's week; change and withdraw one's own request until it is accepted. */
  requestEntries: { editor: 'any', clerk: 'board', otherEditor: 'board' },
  /** Postpone, cancel or restore with a reason, nothing else of the entry. */
  postponeEntries: { editor: 'any', clerk: 'board', approver: 'any' },
  /** Duty, remarks, printed number of a week. */
  editWeek: { editor: 'any', clerk: 'board' },
  issueWeek: { approver: 'any' },
  manageAbsences: { clerk: 'any', admin: 'any' },
  /** Calendars, people, rooms, vehicles, holidays, settings. */
  manageDirectory: { admin: 'any' },
  manageMembers: { admin: 'any' },
} as const satisfies Readonly<Record<string, Partial<Readonly<Record<Standing, Scope>>>>>;

export type Action = keyof typeof PERMISSIONS;
export const ACTIONS = Object.keys(PERMISSIONS) as Action[];

export interface CalendarKind {
  readonly id: string;
  readonly kind: 'board' | 'division';
}

/** Without `calendar`: towards calendars in general, so `editor` is nobody and `otherEditor` an editor of any. */
export function standingsOf(member: Member | null, calendar?: CalendarKind): readonly Standing[] {
  if (!member?.active) return ['visitor'];
  const standings: Standing[] = ['visitor', 'staff'];
  if (calendar && member.editorOf.includes(calendar.id)) standings.push('editor');
  if (member.editorOf.some((id) => id !== calendar?.id)) standings.push('otherEditor');
  return standings.concat(member.roles.filter((role) => role !== 'viewer'));
}

/** `member` null: not signed in. An inactive member may what a visitor may. Without `calendar`: in every calendar. */
export function may(member: Member | null, action: Action, calendar?: CalendarKind): boolean {
  const cells: Partial<Readonly<Record<Standing, Scope>>> = PERMISSIONS[action];
  return standingsOf(member, calendar).some((standing) => {
    const scope = cells[standing];
    return scope === 'any' || (scope === 'board' && calendar?.kind === 'board');
  });
}

/**
 * Whether somebody reads an entry's meeting link and note: by the table, or because the entry names them. Who registered
 * a request reads its own on the request's page.
 */
export function mayReadPrivate(
  member: Member | null,
  entry: Pick<Entry, 'chairs' | 'attendees' | 'invitees' | 'officeLead' | 'actingFor'>,
  calendar?: CalendarKind,
): boolean {
  if (may(member, 'readPrivate', calendar)) return true;
  if (!member?.active || member.person === null) return false;
  const { chairs, attendees, invitees, officeLead, actingFor } = entry;
  return [...chairs, ...attendees, ...invitees, officeLead, actingFor].includes(`person:${member.person}`);
}
