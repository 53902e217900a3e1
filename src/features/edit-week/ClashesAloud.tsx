import type { Directory } from '#domain/directory.ts';
import { formatTime } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { otherOf, resourceLabel } from '#ui/ClashWords.tsx';
import { awayText } from './AwayLines.tsx';
import { Spoken } from './Spoken.tsx';
import type { WeekConflicts } from './useConflicts.ts';

/** How many the open entry clashes with and the worst of them, and who of it is away. Its lines under it say the rest. */
export function ClashesAloud({
  id,
  calendar,
  directory,
  clashes,
}: {
  /** Of the open entry; null: none is. */
  id: string | null;
  calendar: string;
  directory: Directory;
  clashes: WeekConflicts;
}) {
  const t = useMessages();
  const c = t.edit.conflicts;
  const found = id === null ? [] : clashes.of(id).filter((conflict) => !clashes.acceptanceOf(conflict));
  const missing = id === null ? null : clashes.awayOf(id);
  const [worst] = found;
  const own = worst?.entries.find((entry) => entry.id === id && entry.calendar === calendar);
  const other = worst && own && otherOf(own, worst);
  const words = [
    ...(other
      ? [
          c.count(found.length),
          `${c.grades[worst.grade]}: ${worst.over.map((one) => resourceLabel(one, directory, own.date)).join(', ')}`,
          `${formatTime(other.time, t.common.sessions)} ${other.content}`,
        ]
      : []),
    ...(missing ? [awayText(missing.away, directory, missing.entry.date, t.absences.inEntry)] : []),
  ];
  return <Spoken text={words.join('. ')} />;
}
