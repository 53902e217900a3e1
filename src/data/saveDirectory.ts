import { collection, deleteField, doc, setDoc, updateDoc, type DocumentReference } from 'firebase/firestore';
import type { AgencySettings, Room, Vehicle } from '#domain/directory.ts';
import { settingChanges } from '#domain/agencyForm.ts';
import { roomToDocument, vehicleToDocument } from './documents.ts';
import { toDataError } from './errors.ts';
import { backend } from './firebase.ts';

/*
 * What administrators write. Only the fields that differ from what they were looking at are sent, so that two at once
 * keep each other's changes. Without a network the promise stays open until there is one; rejects with `forbidden`, and
 * with `stale` when what is changed is gone.
 */

/** Changes of the agency's settings from `before` to `after`. */
export const saveSettings = (before: AgencySettings, after: AgencySettings): Promise<void> =>
  update(doc(backend().db, 'settings/agency'), settingChanges(before, after));

/** `before` null: a new room. */
export const saveRoom = (before: Room | null, after: Room): Promise<void> =>
  saveListed('rooms', after.id, before && roomToDocument(before), roomToDocument(after));

/** `before` null: a new vehicle. */
export const saveVehicle = (before: Vehicle | null, after: Vehicle): Promise<void> =>
  saveListed('vehicles', after.id, before && vehicleToDocument(before), vehicleToDocument(after));

/** A name for a new room or vehicle. */
export const newResourceId = (): string => doc(collection(backend().db, 'rooms')).id;

type Fields = Readonly<Record<string, unknown>>;

async function saveListed(list: 'rooms' | 'vehicles', id: string, before: Fields | null, after: Fields): Promise<void> {
  const target = doc(backend().db, list, id);
  if (before) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    const changed = [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
    return update(target, Object.fromEntries(changed.map((key) => [key, after[key]])));
  }
  try {
    await setDoc(target, after);
  } catch (cause) {
    throw toDataError(cause);
  }
}

/** Undefined: the field goes. */
async function update(target: DocumentReference, changes: Fields): Promise<void> {
  const fields = Object.entries(changes).map(([path, value]) => [path, value === undefined ? deleteField() : value]);
  if (fields.length === 0) return;
  try {
    await updateDoc(target, Object.fromEntries(fields) as Record<string, never>);
  } catch (cause) {
    throw toDataError(cause);
  }
}
