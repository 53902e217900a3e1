import { useId, useRef, useState, type FormEvent } from 'react';
import { useDirectory } from '#data/directory.ts';
import { chooseNotices, useNoticeChoice, useNoticeWays } from '#data/notices.ts';
import { useSession } from '#data/session.ts';
import { Button } from '#ui/Button.tsx';
import { Check } from '#ui/Field.tsx';
import { useMessages } from './messages.ts';

/** Whether, and of what, a member is told when a week is issued. */
export function Notices() {
  const words = useMessages();
  const t = words.notices;
  const { uid, email, member } = useSession();
  const choice = useNoticeChoice(uid ?? '');
  const ways = useNoticeWays();
  const directory = useDirectory();
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState('');
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  if (uid === null || member === null || choice === undefined || ways === undefined || !directory) return null;
  const calendars = [...directory.calendars.values()].filter(({ active }) => active);
  const chosen = calendars.filter((calendar) => choice?.calendars.includes(calendar.id));

  async function choose(next: readonly string[] | null) {
    setOpen(false);
    opener.current?.focus();
    try {
      // Not waited for: without a network it goes out when there is one, and is shown by then already.
      const saved = chooseNotices(uid!, next);
      setTold(next === null ? t.stopped : t.saved);
      await saved;
    } catch {
      setTold(t.failed);
    }
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void choose(new FormData(event.currentTarget).getAll('calendar').map(String));
  }

  return (
    <section className="row notices" aria-labelledby={id}>
      <h2 id={id}>{t.row}</h2>
      <div className="value">
        <p>{t.what}</p>
        <p>
          {!ways?.mail
            ? t.none
            : choice
              ? [
                  t.on(email ?? ''),
                  member.person !== null && t.mine,
                  chosen.length > 0 && t.whole(chosen.map(({ name }) => name).join(', ')),
                ]
                  .filter(Boolean)
                  .join(' ')
              : t.off}
        </p>
      </div>
      {ways?.mail && (
        <Button ref={opener} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.account.stop : choice ? t.change : t.choose}
        </Button>
      )}
      {open && (
        <form onSubmit={submit}>
          {member.person === null && <p>{t.nobody}</p>}
          <fieldset>
            <legend>{t.legend}</legend>
            {calendars.map(({ id: calendar, name }) => (
              <Check
                key={calendar}
                name="calendar"
                value={calendar}
                defaultChecked={choice?.calendars.includes(calendar) ?? false}
              >
                {name}
              </Check>
            ))}
          </fieldset>
          <div className="acts">
            <Button look="ink" type="submit">
              {t.save}
            </Button>
            {choice && <Button onClick={() => void choose(null)}>{t.stop}</Button>}
          </div>
        </form>
      )}
      <p role="status">{told}</p>
    </section>
  );
}
