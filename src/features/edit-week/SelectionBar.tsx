import type { LocalDate } from '#domain/time.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from '#ui/Button.tsx';
import { PickList } from '#ui/PickList.tsx';
import many from './many.module.css';
import { dayText } from '#ui/draftWords.ts';

/** What can be done to the chosen lines, at the foot of the page: the keys' way, for a pointer and for a phone. */
export function SelectionBar({
  count,
  picking,
  days,
  acts,
}: {
  count: number;
  /** Lines are being chosen by touching them. */
  picking: boolean;
  days: readonly LocalDate[];
  acts: {
    readonly copy: () => void;
    readonly cut: () => void;
    readonly move: (to: LocalDate) => void;
    readonly stop: () => void;
    readonly remove: () => void;
    readonly unselect: () => void;
  };
}) {
  const t = useMessages();
  const words = t.rows;
  return (
    <section className={`${many.bar} noPrint`} aria-label={words.bar}>
      {count === 0 && picking ? <span>{words.pickHint}</span> : <b>{words.count(count)}</b>}
      {count > 0 && (
        <>
          <Button onClick={acts.copy}>{words.copy}</Button>
          <Button onClick={acts.cut}>{words.cut}</Button>
          <PickList
            label={words.moveTo}
            options={[
              { key: '', label: words.chooseDay },
              ...days.map((day) => ({ key: day as string, label: dayText(day, t) })),
            ]}
            value=""
            onChange={(day) => day !== '' && acts.move(day as LocalDate)}
          />
          <Button onClick={acts.stop}>{words.stop}</Button>
          <Button look="stop" onClick={acts.remove}>
            {words.delete}
          </Button>
        </>
      )}
      <Button look="bare" className="push" onClick={acts.unselect}>
        {words.unselect} <small aria-hidden="true">Esc</small>
      </Button>
    </section>
  );
}
