import type { ConflictGrade } from '#domain/conflicts.ts';
import { useMessages } from '#i18n/messages.tsx';

/** How sure a conflict is: one amber in three weights, and the word. One that was accepted is bare and muted. */
export function GradeMark({ grade, accepted = false }: { grade: ConflictGrade; accepted?: boolean }) {
  const words = useMessages().edit.conflicts.grades;
  return <span className={`grade ${accepted ? 'sameSession' : grade}`}>{words[grade]}</span>;
}
