import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Directory } from '#domain/directory.ts';
import { useMessages } from './messages.ts';
import { Band } from '#ui/Band.tsx';
import { Button } from '#ui/Button.tsx';
import { ClashWords } from '#ui/ClashWords.tsx';
import { GradeMark } from '#ui/GradeMark.tsx';
import { Toast } from '#ui/Toast.tsx';
import type { Moves } from './useMoves.ts';
import styles from './view.module.css';

/**
 * What was just moved, with the way back. A note alone goes by itself; clashes and failures stay at the foot of the
 * window until they are closed: what is above keeps its place under the pointer.
 */
export function MoveNote({ moves, directory, editHref }: { moves: Moves; directory: Directory; editHref: string }) {
  const t = useMessages();
  const { note, clashes, closeNote } = moves;
  const back = note?.back && (
    <button type="button" className="link" onClick={moves[note.back]}>
      {t.edit[note.back]}
    </button>
  );
  if (note?.failed) {
    return (
      <div className={`${styles.foot} noPrint`}>
        <Band tone="cancelled">
          <span>{note.text}</span>
          {note.choice && (
            <button type="button" onClick={note.choice.take}>
              {note.choice.label}
            </button>
          )}
          <button type="button" onClick={closeNote}>
            {note.choice ? t.moves.keep : t.staff.close}
          </button>
        </Band>
      </div>
    );
  }
  const moved = note?.moved;
  const isClashing = moved && clashes.length > 0;
  return (
    <>
      <Toast note={isClashing ? null : note} onClose={closeNote} action={back} />
      <div role="status">
        {isClashing && <Clashes {...{ moved, clashes, directory, editHref, closeNote, back }} text={note.text} />}
      </div>
    </>
  );
}

function Clashes({
  moved,
  clashes,
  text,
  back,
  directory,
  editHref,
  closeNote,
}: {
  moved: { readonly id: string; readonly calendar: string };
  text: string;
  back: ReactNode;
  directory: Directory;
  editHref: string;
} & Pick<Moves, 'clashes' | 'closeNote'>) {
  const t = useMessages();
  const own = clashes[0]!.entries.find(({ id, calendar }) => id === moved.id && calendar === moved.calendar)!;
  return (
    <div className={`${styles.foot} ${styles.clashes} noPrint`}>
      <p>
        {text} {back}
      </p>
      <ul aria-label={t.edit.conflicts.label}>
        {clashes.map((conflict) => (
          <li key={conflict.entries.map(({ calendar, id }) => `${calendar}/${id}`).join(' ')}>
            <GradeMark grade={conflict.grade} />{' '}
            <span>
              <ClashWords of={own} {...{ conflict, directory }} />
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.footActs}>
        <Link className="link" href={editHref}>
          {t.moves.inEditor}
        </Link>
        <Button onClick={closeNote}>{t.moves.keep}</Button>
      </p>
    </div>
  );
}
