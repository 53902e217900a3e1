import { useQuery } from '@tanstack/react-query';
import { collection, type DocumentData } from 'firebase/firestore';
import type { Directory } from '#domain/directory.ts';
import { calendarFromDocument, personFromDocument, roomFromDocument, vehicleFromDocument } from './documents.ts';
import { backend } from './firebase.ts';
import { liveQuery, type Watch } from './live.ts';
import { watchQuery } from './watch.ts';

const all = <T extends { id: string }>(name: string, read: (id: string, data: DocumentData) => T) =>
  watchQuery(
    name,
    () => collection(backend().db, name),
    (document) => read(document.id, document.data()),
  );

const byId = <T extends { readonly id: string; readonly order: number }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map([...items].sort((a, b) => a.order - b.order).map((item) => [item.id, item]));

/** People, calendars, rooms and vehicles together: told once all four are there, then at every change of one. */
const watchDirectory: Watch<Directory> = (next, fail) => {
  const parts: { -readonly [K in keyof Directory]?: Directory[K] } = {};
  const tell = () => {
    const { people, calendars, rooms, vehicles } = parts;
    if (people && calendars && rooms && vehicles) next({ people, calendars, rooms, vehicles });
  };
  const stops = [
    all('people', personFromDocument)((items) => ((parts.people = byId(items)), tell()), fail),
    all('calendars', calendarFromDocument)((items) => ((parts.calendars = byId(items)), tell()), fail),
    all('rooms', roomFromDocument)((items) => ((parts.rooms = byId(items)), tell()), fail),
    all('vehicles', vehicleFromDocument)((items) => ((parts.vehicles = byId(items)), tell()), fail),
  ];
  return () => {
    for (const stop of stops) stop();
  };
};

const directoryQuery = liveQuery<Directory>(['directory'], watchDirectory);

/** What references in entries are resolved against; every map in the office's order. Undefined while it loads. */
export const useDirectory = (): Directory | undefined => useQuery(directoryQuery).data;
