import { useRef, type Dispatch, type SetStateAction } from 'react';
import { newResourceId, saveRoom, saveVehicle } from '#data/saveDirectory.ts';
import type { Room, Vehicle } from '#domain/directory.ts';
import { EMPTY_RESOURCE, resourceDraft, type ResourceDraft, type ResourceFields } from '#domain/resourceForm.ts';
import type { WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { Mark } from '#ui/Mark.tsx';
import type { KeptRows } from './keptRows.ts';
import { ResourceForm } from './ResourceForm.tsx';
import styles from './settings.module.css';
import type { SettingAct, Stand } from './useSettingActs.ts';

type Resource = Vehicle & Partial<Room>;

/** A row being edited: what is typed, and the resource as it was when it began (null: a new one). */
export interface OpenResource {
  readonly list: 'rooms' | 'vehicles';
  readonly opened: Resource | null;
  readonly draft: ResourceDraft;
}

/** By the name in the store. */
export type OpenResources = ReadonlyMap<string, OpenResource>;

/** The agency's rooms, or its vehicles, in the office's order; each edited in its place. */
export function ResourceRows({
  list,
  kept,
  stand,
  week,
  open,
  onOpen,
  onAct,
}: {
  list: 'rooms' | 'vehicles';
  kept: KeptRows;
  stand: Stand;
  week: WeekId;
  open: OpenResources;
  onOpen: Dispatch<SetStateAction<OpenResources>>;
  onAct: (act: SettingAct) => void;
}) {
  const t = useMessages();
  const s = t.settings;
  const words = s[list];
  const page = useRef<HTMLDivElement>(null);
  const all: readonly Resource[] = [...stand.directory[list].values()];
  const isRooms = list === 'rooms';
  const columns = isRooms ? 4 : 2;
  const type = (id: string, opened: Resource | null, draft: ResourceDraft) =>
    onOpen((before) => new Map(before).set(id, { list, opened, draft }));
  const rowOf = (id: string) => `${list}/${id}`;
  function retype(id: string, opened: Resource | null, draft: ResourceDraft) {
    type(id, opened, draft);
    kept.keep(rowOf(id), `${s.sections[list]}: ${draft.name}`, { opened, draft });
  }
  function close(id: string) {
    onOpen((before) => new Map([...before].filter(([one]) => one !== id)));
    requestAnimationFrame(() =>
      (
        page.current?.querySelector<HTMLElement>(`[data-resource="${CSS.escape(id)}"] button`) ??
        page.current?.querySelector<HTMLElement>('[data-add]')
      )?.focus(),
    );
  }
  const write = (before: Resource | null, after: Resource): Promise<void> =>
    isRooms ? saveRoom(before as Room | null, after as Room) : saveVehicle(before, after);
  function save(id: string, opened: Resource | null, draft: ResourceDraft, fields: ResourceFields) {
    const last = Math.max(0, ...all.map(({ order }) => order));
    const after = resourceOf({ id, order: opened?.order ?? last + 1 }, fields, opened);
    close(id);
    if (opened && JSON.stringify(opened) === JSON.stringify(after)) return kept.forget(rowOf(id));
    onAct({
      what: after.name,
      note: opened ? s.saved(after.name) : s.resource.added(after.name),
      write: () => write(opened, after),
      back: opened && (() => write(after, opened)),
      stands: ({ directory }) => JSON.stringify(directory[list].get(id)) === JSON.stringify(after),
      taken: () => kept.forget(rowOf(id), draft),
      reopen: () => type(id, opened, draft),
    });
  }
  function resourceOf(
    base: Pick<Resource, 'id' | 'order'>,
    { name, seats, equipment, active }: ResourceFields,
    opened: Resource | null,
  ): Resource {
    if (!isRooms) return { id: base.id, name, order: base.order, active };
    const said = equipment.length > 0 || opened?.equipment !== undefined;
    return { id: base.id, name, seats, ...(said ? { equipment } : {}), order: base.order, active };
  }
  const formOf = (id: string, opened: Resource | null, draft: ResourceDraft) => (
    <ResourceForm
      {...{ list, opened, draft, week }}
      others={all.filter((one) => one.id !== id)}
      onType={(next) => retype(id, opened, next)}
      onSave={(fields) => save(id, opened, draft, fields)}
      onClose={() => {
        kept.forget(rowOf(id));
        close(id);
      }}
    />
  );
  const added = [...open].filter(([, row]) => row.list === list && row.opened === null);
  return (
    <div ref={page}>
      <div className={styles.title}>
        <h1>{s.sections[list]}</h1>
        <Button data-add="" onClick={() => type(newResourceId(), null, EMPTY_RESOURCE)}>
          {words.add}
        </Button>
      </div>
      <p className="muted">{s.intros[list]}</p>
      {all.length + added.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <table className={`data ${styles.table} ${styles.resources}`}>
          <caption className="visuallyHidden">{s.sections[list]}</caption>
          <thead>
            <tr>
              {Object.entries(words.columns).map(([key, label]) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
              <th scope="col">
                <span className="visuallyHidden">{s.columns.acts}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {all.map((one) => {
              const row = open.get(one.id);
              if (row) {
                return (
                  <tr key={one.id} className={styles.open}>
                    <td colSpan={columns + 1}>{formOf(one.id, row.opened, row.draft)}</td>
                  </tr>
                );
              }
              return (
                <tr key={one.id} data-resource={one.id} className={one.active ? undefined : styles.retired}>
                  <th scope="row">{one.name}</th>
                  {isRooms && (
                    <>
                      <td>{one.seats === null || one.seats === undefined ? '–' : t.free.seats(one.seats)}</td>
                      <td>{(one.equipment ?? []).join(', ') || '–'}</td>
                    </>
                  )}
                  <td>{one.active ? s.resource.inUse : <Mark tone="plain">{s.resource.retired}</Mark>}</td>
                  <td className={styles.acts}>
                    <button
                      type="button"
                      className="link"
                      aria-label={s.editOf(one.name)}
                      onClick={() => type(one.id, one, resourceDraft(one))}
                    >
                      {s.edit}
                    </button>
                  </td>
                </tr>
              );
            })}
            {added.map(([id, row]) => (
              <tr key={id} className={styles.open}>
                <td colSpan={columns + 1}>{formOf(id, null, row.draft)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
