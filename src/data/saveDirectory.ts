import { collection, deleteField, doc, updateDoc, writeBatch, type DocumentReference } from 'firebase/firestore';
import { settingChanges } from '#domain/agencyForm.ts';
import type { AgencySettings, Calendar, Person, Room, Vehicle } from '#domain/directory.ts';
import type { Holiday } from '#domain/holiday.ts';
import type { Member } from '#domain/permissions.ts';
import { onTheLine } from './connection.ts';
import {
  calendarToDocument,
  holidayToDocument,
  memberToDocument,
  personToDocument,
  roomToDocument,
  vehicleToDocument,
} from './documents.ts';
import { toDataError } from './errors.ts';
import { backend } from './firebase.ts';

/*
 * What administrators write. Only the fields that differ from what they were looking at are sent, so that two at once
 * keep each other's changes. Without a network the promise stays open until there is one; rejects with `forbidden`, and
 * with `stale` when what is changed is gone.
 */

/** The lists that administrators keep, each a collection of its name. */
export interface Listed {
  readonly rooms: Room;
  readonly vehicles: Vehicle;
  readonly calendars: Calendar;
  readonly people: Person;
  readonly holidays: Holiday;
  readonly members: Member;
}

/** `before` null: a new one; `after` null: it goes. */
export interface ListChange<T> {
  readonly before: T | null;
  readonly after: T | null;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf: { readonly [L in keyof Listed]: (one: Listed[L]) => Fields } = {
  rooms: roomToDocument,
  vehicles: vehicleToDocument,
  calendars: calendarToDocument,
  people: personToDocument,
  holidays: holidayToDocument,
  members: memberToDocument,
};
const idOf: { readonly [L in keyof Listed]: (one: Listed[L]) => string } = {
  rooms: ({ id }) => id,
  vehicles: ({ id }) => id,
  calendars: ({ id }) => id,
  people: ({ id }) => id,
  holidays: ({ date }) => date,
  members: ({ uid }) => uid,
};

/** Changes of the agency's settings from `before` to `after`. */
export async function saveSettings(before: AgencySettings, after: AgencySettings): Promise<void> {
  const changes = settingChanges(before, after);
  if (Object.keys(changes).length === 0) return;
  await told(updateDoc(doc(backend().db, 'settings/agency'), withoutUndefined(changes)));
}

/** Changes of one list, all of them or none. */
export async function saveListed<L extends keyof Listed>(
  list: L,
  changes: readonly ListChange<Listed[L]>[],
): Promise<void> {
  const { db } = backend();
  const batch = writeBatch(db);
  for (const { before, after } of changes) {
    const one = after ?? before;
    if (one === null) continue;
    const target = doc(db, list, idOf[list](one)) as DocumentReference<Fields, Fields>;
    if (after === null) batch.delete(target);
    else if (before === null) batch.set(target, fieldsOf[list](after));
    else {
      const [was, is] = [fieldsOf[list](before), fieldsOf[list](after)];
      const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
      const changed = keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
      if (changed.length > 0)
        batch.update(target, withoutUndefined(Object.fromEntries(changed.map((key) => [key, is[key]]))));
    }
  }
  await told(batch.commit());
}

/** A name for a new room, vehicle or person. */
export const newListedId = (): string => doc(collection(backend().db, 'rooms')).id;

/** Undefined: the field goes. */
const withoutUndefined = (changes: Fields): Record<string, never> =>
  Object.fromEntries(
    Object.entries(changes).map(([path, value]) => [path, value === undefined ? deleteField() : value]),
  ) as Record<string, never>;

async function told(write: Promise<void>): Promise<void> {
  try {
    await onTheLine(write);
  } catch (cause) {
    throw toDataError(cause);
  }
}
