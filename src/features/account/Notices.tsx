import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { useDirectory } from '#data/directory.ts';
import { chooseNotices, useNoticeChoice, useNoticeDevices, useNoticeWays } from '#data/notices.ts';
import {
  ownDevice,
  pushAbility,
  subscribeDevice,
  unsubscribeDevice,
  type PushAbility,
  type PushProblem,
} from '#data/push.ts';
import { useSession } from '#data/session.ts';
import type { Calendar, Directory } from '#domain/directory.ts';
import type { NoticeChoice } from '#domain/notice.ts';
import { headOf, positionOn } from '#domain/party.ts';
import { todayAt } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { Check } from '#ui/Field.tsx';

/** Whether, how and of what a member is told when a week is issued. */
export function Notices() {
  const words = useMessages();
  const t = words.notices;
  const { uid, email, member } = useSession();
  const choice = useNoticeChoice(uid ?? '');
  const devices = useNoticeDevices(uid ?? '');
  const ways = useNoticeWays();
  const directory = useDirectory();
  const here = useOwnDevice(ways?.push ?? null, devices);
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState('');
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  if (uid === null || member === null || choice === undefined || ways === undefined || !directory) return null;
  const known = devices ?? [];
  const isHere = here !== null && known.includes(here);
  const others = known.length - (isHere ? 1 : 0);
  const unit = unitOf(member.person, directory);
  const possible = ways !== null && (ways.mail || ways.push !== null);
  const said = () => {
    if (!possible) return t.none;
    if (!choice) return t.off;
    const whole = [...directory.calendars.values()].filter(
      ({ active, id: one }) => active && choice.calendars.includes(one),
    );
    const by =
      choice.way === 'mail' || ways.push === null
        ? ways.mail
          ? t.on(email ?? '')
          : t.noMail
        : known.length > 0
          ? t.pushed(isHere, others)
          : ways.mail
            ? t.noDevice(email ?? '')
            : t.noDeviceNoMail;
    return [
      by,
      member.person !== null && (unit?.leads ? t.heads(unit.name) : t.mine),
      unit && !unit.leads && choice.unit && t.ofUnit(unit.name),
      whole.length > 0 && t.whole(whole.map(({ name }) => name).join(', ')),
    ]
      .filter(Boolean)
      .join(' ');
  };

  /** The problem that kept this device from being subscribed, else null. */
  async function choose(next: Omit<NoticeChoice, 'since'> | null): Promise<PushProblem | null> {
    let add = null;
    if (next?.way === 'push' && ways?.push && !isHere && pushAbility() === 'able') {
      const device = await subscribeDevice(ways.push);
      if (typeof device === 'string') return device;
      add = device;
    }
    setOpen(false);
    opener.current?.focus();
    try {
      // Not waited for: without a network it goes out when there is one, and is shown by then already.
      const saved = chooseNotices(uid!, next, { add, drop: next?.way === 'push' ? [] : known });
      setTold(next === null ? t.stopped : t.saved);
      if (next?.way !== 'push') void unsubscribeDevice().catch(() => {});
      await saved;
    } catch {
      setTold(t.failed);
    }
    return null;
  }

  return (
    <section className="row notices" aria-labelledby={id}>
      <h2 id={id}>{t.row}</h2>
      <div className="value">
        <p>{t.what}</p>
        <p>{said()}</p>
      </div>
      {possible && (
        <Button ref={opener} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.account.stop : choice ? t.change : t.choose}
        </Button>
      )}
      {open && ways && (
        <Choose
          {...{ choice, unit, isHere, others, email: email ?? '', isSomebody: member.person !== null }}
          ways={{ mail: ways.mail, push: ways.push === null ? 'noService' : pushAbility() }}
          calendars={[...directory.calendars.values()].filter(({ active }) => active)}
          onChoose={choose}
        />
      )}
      <p role="status">{told}</p>
    </section>
  );
}

/** The unit that somebody is of today, and whether what names it is theirs: its head's, and of the board everybody's. */
function unitOf(person: string | null, directory: Directory): { name: string; leads: boolean } | null {
  const today = todayAt(Date.now());
  const who = person === null ? undefined : directory.people.get(person);
  const unit = who && directory.calendars.get(positionOn(who, today)?.unit ?? '');
  if (!who || !unit) return null;
  return { name: unit.name, leads: unit.kind === 'board' || headOf(unit.id, directory, today)?.id === who.id };
}

/** The name of this browser's own subscription, asked anew when the list of them changes. */
function useOwnDevice(publicKey: string | null, devices: readonly string[] | undefined): string | null {
  const [here, setHere] = useState<string | null>(null);
  useEffect(() => {
    let left = false;
    if (publicKey !== null) {
      ownDevice(publicKey).then(
        (name) => !left && setHere(name),
        () => {}, // as good as none
      );
    }
    return () => {
      left = true;
    };
  }, [publicKey, devices]);
  return here;
}

function Choose({
  choice,
  unit,
  isHere,
  others,
  email,
  isSomebody,
  ways,
  calendars,
  onChoose,
}: {
  choice: NoticeChoice | null;
  unit: { name: string; leads: boolean } | null;
  isHere: boolean;
  others: number;
  email: string;
  isSomebody: boolean;
  ways: { mail: boolean; push: PushAbility | 'noService' };
  calendars: readonly Calendar[];
  onChoose: (next: Omit<NoticeChoice, 'since'> | null) => Promise<PushProblem | null>;
}) {
  const t = useMessages().notices;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<PushProblem | null>(null);
  const note = useId();
  const mayPush = ways.push === 'able' || (others > 0 && ways.push !== 'noService');
  const [way, setWay] = useState<NoticeChoice['way']>(
    mayPush && (choice?.way === 'push' || !ways.mail) ? 'push' : 'mail',
  );
  const possible = way === 'push' ? mayPush : ways.mail;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy || !possible) return;
    const chosen = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    const refused = await onChoose({
      way,
      unit: chosen.get('unit') !== null,
      calendars: chosen.getAll('calendar').map(String),
    });
    if (refused === null) return; // the form is gone
    setProblem(refused);
    setBusy(false);
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <fieldset className="ways">
        <legend>{t.way}</legend>
        <Way name="mail" chosen={way} disabled={!ways.mail} hint={ways.mail ? null : t.noMail} onChange={setWay}>
          {t.byMail(email)}
        </Way>
        <Way
          name="push"
          chosen={way}
          disabled={!mayPush}
          hint={ways.push === 'able' ? null : t.notHere[ways.push]}
          onChange={setWay}
        >
          {t.byPush(ways.push === 'able' || isHere, others)}
        </Way>
      </fieldset>
      {!isSomebody && <p>{t.nobody}</p>}
      {unit && !unit.leads && (
        <Check name="unit" defaultChecked={choice?.unit ?? false}>
          {t.withUnit(unit.name)}
        </Check>
      )}
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
      <p role="alert" className="err" id={note}>
        {problem && t.problems[problem]}
      </p>
      <div className="acts">
        <Button look="ink" type="submit" aria-disabled={busy || !possible}>
          {busy && way === 'push' ? t.busy : t.save}
        </Button>
        {choice && <Button onClick={() => void onChoose(null)}>{t.stop}</Button>}
      </div>
    </form>
  );
}

/** One way of telling; where it cannot be had, why stands below it. */
function Way({
  name,
  chosen,
  disabled,
  hint,
  onChange,
  children,
}: {
  name: NoticeChoice['way'];
  chosen: NoticeChoice['way'];
  disabled: boolean;
  hint: string | null;
  onChange: (way: NoticeChoice['way']) => void;
  children: string;
}) {
  const id = useId();
  return (
    <div>
      <label className="chk">
        <input
          type="radio"
          name="way"
          value={name}
          checked={chosen === name && !disabled}
          disabled={disabled}
          aria-describedby={hint === null ? undefined : id}
          onChange={() => onChange(name)}
        />
        <span>{children}</span>
      </label>
      {hint !== null && (
        <p className="hint" id={id}>
          {hint}
        </p>
      )}
    </div>
  );
}
