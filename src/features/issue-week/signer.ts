import type { Directory, Person } from '#domain/directory.ts';
import { headOf, positionOn } from '#domain/party.ts';
import type { LocalDate } from '#domain/time.ts';

/** How a signature speaks for somebody else: TL. (by order of), KT. (in place of). */
interface SignatureWords {
  onBehalf: (head: string) => string;
  inPlace: (head: string) => string;
}

/**
 * The signature line that a person would sign a week with, as Nghị định 30/2020 words it: the agency's head signs
 * as such ("Giám đốc Trần Đức Thịnh"), a deputy in the head's place ("KT. Giám đốc, Phó Giám đốc …"), everybody else
 * by the head's order ("TL. Giám đốc, Chánh Văn phòng …"). A proposal: the field stays free text.
 */
export function proposedSigner(
  person: Person,
  {
    directory,
    board,
    onDate,
    words,
  }: { directory: Directory; board: string; onDate: LocalDate; words: SignatureWords },
): string {
  const position = positionOn(person, onDate);
  if (!position) return person.name;
  const own = `${position.title} ${person.name}`;
  const head = headOf(board, directory, onDate);
  if (!head || head.id === person.id) return own;
  const title = positionOn(head, onDate)!.title;
  const deputy = position.unit === board && position.title.toLowerCase().endsWith(title.toLowerCase());
  return `${deputy ? words.inPlace(title) : words.onBehalf(title)}, ${own}`;
}
