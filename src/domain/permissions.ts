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
