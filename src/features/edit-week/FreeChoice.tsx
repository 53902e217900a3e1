import { useEffect, useRef } from 'react';
import type { Resource } from '#domain/conflicts.ts';
import type { Directory, Room } from '#domain/directory.ts';
import { lacking } from '#domain/free.ts';
import { referenceOf } from '#domain/party.ts';
import { useMessages } from '#i18n/messages.tsx';
import { resourceLabel } from '#ui/ClashWords.tsx';
import type { Around, FreeKind } from './around.ts';
import styles from './clash.module.css';
import { composing } from '#ui/keyPress.ts';

/** More would push the table out of sight; the field of the line finds everybody. */
const MOST = 12;

/**
 * The rooms, vehicles or people that are free then, each a button; the first has the focus. Escape closes. Rooms that have
 * all that the taken one has come first; of the others it is said what they lack.
 */
export function FreeChoice({
  kind,
  instead,
  around: { entry, free },
  named,
  directory,
  onTake,
  onClose,
}: {
  kind: FreeKind;
  /** Who or what is taken. */
  instead: Resource;
  around: Around;
  /** Those whom the entry names already are no choice. */
  named: readonly string[];
  directory: Directory;
  onTake: (value: Resource, label: string) => void;
  onClose: () => void;
}) {
  const t = useMessages();
  const f = t.free;
  const root = useRef<HTMLSpanElement>(null);
  useEffect(() => root.current?.querySelector('button')?.focus(), [kind]);
  const like = kind === 'room' ? directory.rooms.get(referenceOf(instead)) : undefined;
  const aboutRoom = (room: Room): string => {
    const { smaller, equipment } = like ? lacking(room, like) : { smaller: false, equipment: [] };
    return [
      room.seats !== null && f.seats(room.seats),
      smaller && f.smaller,
      equipment.length > 0 && f.without(equipment),
    ]
      .filter(Boolean)
      .join(', ');
  };
  const found: readonly { readonly value: Resource; readonly about: string }[] = {
    room: () => free.rooms(like).map((room) => ({ value: `room:${room.id}` as const, about: aboutRoom(room) })),
    vehicle: () => free.vehicles().map(({ id }) => ({ value: `vehicle:${id}` as const, about: '' })),
    person: () => free.people().map(({ id }) => ({ value: `person:${id}` as const, about: '' })),
  }[kind]();
  const choices = found.filter(({ value }) => !named.includes(value));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the key comes up from the buttons inside
    <span
      ref={root}
      role="group"
      className={styles.free}
      aria-label={f.list[kind]}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || composing(event.nativeEvent)) return;
        event.stopPropagation(); // else the edit is dropped
        onClose();
      }}
    >
      <b>{choices.length === 0 ? f.none[kind] : `${f.list[kind]}:`}</b>
      {choices.slice(0, MOST).map(({ value, about }) => {
        const label = resourceLabel(value, directory, entry.date);
        return (
          <button key={value} type="button" className="link" onClick={() => onTake(value, label)}>
            {about === '' ? label : `${label} (${about})`}
          </button>
        );
      })}
      {choices.length > MOST && <small>{f.more(choices.length - MOST)}</small>}
      <button type="button" className="link" onClick={onClose}>
        {f.close}
      </button>
    </span>
  );
}
