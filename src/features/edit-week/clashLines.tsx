import type { ReactNode } from 'react';
import { acceptClash, takeAcceptanceBack } from '#data/acceptedClashes.ts';
import { actingDraft } from '#domain/absence.ts';
import type { Calendar, Directory } from '#domain/directory.ts';
import { may, type Member } from '#domain/permissions.ts';
import type { WeekId } from '#domain/week.ts';
import { AwayLines } from './AwayLines.tsx';
import { ConflictLines, type Repairing } from './ConflictLines.tsx';
import { HintLines } from './HintLines.tsx';
import type { Row } from './rowState.ts';
import type { WeekConflicts } from './useConflicts.ts';
import type { useWeekEditing } from './useWeekEditing.ts';

/** What stands against an entry, in lines with the ways out; null: nothing does. */
export function clashLinesOf({
  member,
  calendar,
  week,
  directory,
  clashes,
  editing,
  nameOf,
}: {
  member: Member;
  calendar: Calendar;
  week: WeekId;
  directory: Directory;
  clashes: WeekConflicts;
  editing: ReturnType<typeof useWeekEditing>;
  nameOf: (uid: string) => string;
}) {
  const { rows, rowActs } = editing;
  const accepting = {
    onAccept: (clash: string, reason: string) => editing.tellIfRefused(acceptClash(calendar.id, week, clash, reason)),
    onTakeBack: ({ id }: { readonly id: string }) => editing.tellIfRefused(takeAcceptanceBack(calendar.id, week, id)),
    nameOf,
  };
  const repair =
    (row: Row): Repairing['onRepair'] =>
    (draft, told, field) => {
      rowActs(row).type(draft);
      rowActs(row).say(told);
      const fields = `[data-row="${CSS.escape(row.id)}"]`;
      const cell = { time: '.time', place: '.where', who: '.who' }[field];
      // On another day the line is drawn anew.
      requestAnimationFrame(() =>
        (
          document.querySelector<HTMLElement>(`${fields} ${cell} input`) ??
          document.querySelector<HTMLElement>(`${fields} input`)
        )?.focus(),
      );
    };
  return (id: string): ReactNode => {
    const found = clashes.of(id);
    const own = found[0]?.entries.find((entry) => entry.id === id && entry.calendar === calendar.id);
    const missing = clashes.awayOf(id);
    const row = rows.byId.get(id);
    const around = clashes.aroundOf(id);
    if (!missing && !own && !around?.offHours) return null;
    return (
      <>
        {missing && row && (
          <AwayLines
            of={missing.entry}
            {...missing}
            directory={directory}
            accepting={{ ...accepting, acceptanceOf: clashes.acceptanceBy }}
            onWrite={(away) => rowActs(row).type(actingDraft(row.draft, away))}
            onAttend={
              may(member, 'manageAbsences') ? editing.attend(`${calendar.id}/${id}`, missing.entry.content) : undefined
            }
          />
        )}
        {own && (
          <ConflictLines
            of={own}
            conflicts={found}
            directory={directory}
            onSee={editing.seeRow}
            accepting={{ ...accepting, acceptanceOf: clashes.acceptanceOf }}
            repairing={around && row ? { around, draft: row.draft, onRepair: repair(row) } : undefined}
          />
        )}
        <HintLines around={around} />
      </>
    );
  };
}
