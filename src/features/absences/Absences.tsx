import { useEffect, useRef, useState, type ReactNode } from 'react';
import { newAbsenceId, useAbsences } from '#data/absences.ts';
import { useConnection } from '#data/connection.ts';
import { useDirectory } from '#data/directory.ts';
import { useSession } from '#data/session.ts';
import { forgetAbsence, keepAbsence, unsavedAbsencesOf, type UnsavedAbsence } from '#data/unsavedAbsence.ts';
import { absenceDraftOf, changedOver, emptyAbsence, type Absence, type StoredAbsence } from '#domain/absence.ts';
import type { Directory } from '#domain/directory.ts';
import { partyLabel } from '#domain/party.ts';
import { may } from '#domain/permissions.ts';
import { addDays, todayAt } from '#domain/time.ts';
import type { LocalDate } from '#domain/time.ts';
import { absenceDays } from '#ui/absenceDays.ts';
import { Band } from '#ui/Band.tsx';
import { BarStatus } from '#ui/BarStatus.tsx';
import { Button } from '#ui/Button.tsx';
import { composing, isTextField } from '#ui/keyPress.ts';
import { Mark } from '#ui/Mark.tsx';
import { SaveMark } from '#ui/SaveMark.tsx';
import { UndoNote } from '#ui/UndoNote.tsx';
import { UnreadPage } from '#ui/UnreadPage.tsx';
import { useLetters } from '#ui/useLetters.ts';
import { useNow } from '#ui/useNow.ts';
import { AbsenceForm } from './AbsenceForm.tsx';
import styles from './absences.module.css';
import { useAbsenceActs } from './useAbsenceActs.ts';
import { useMessages } from './messages.ts';

/** How long ago an absence may have ended and still be listed. */
const LISTED_DAYS = 90;

/** `/absences`: who is away and who acts. `?sua={id}` opens one. */
export function Absences({ search }: { search: string }) {
  const t = useMessages();
  const { member } = useSession();
  const { online } = useConnection();
  const directory = useDirectory();
  const today = todayAt(useNow());
  const { data, error } = useAbsences(addDays(today, -LISTED_DAYS));
  const title = <title>{`${t.absencePage.title} · ${t.common.appName}`}</title>;
  if (error) {
    return (
      <>
        {title}
        <UnreadPage because={error.code} />
      </>
    );
  }
  if (!member || !directory || !data) {
    return (
      <>
        {title}
        {online ? <p className="staffLoading">{t.staff.loading}</p> : <UnreadPage because="offline" />}
      </>
    );
  }
  return (
    <>
      {title}
      <List
        absences={data}
        uid={member.uid}
        mayEdit={may(member, 'manageAbsences')}
        asked={new URLSearchParams(search).get('sua')}
        {...{ directory, today }}
      />
    </>
  );
}

/** A new one: what was begun and left, or empty. */
const newOf = (uid: string, absences: readonly Absence[]) => ({
  id:
    unsavedAbsencesOf(localStorage, uid).find((one) => one.of === null && isLeft(absences)(one))?.id ?? newAbsenceId(),
  of: null,
});

/** Not a new one that stands already: its save was on its way when the page went. */
const isLeft =
  (absences: readonly Absence[]) =>
  ({ id, of }: UnsavedAbsence): boolean =>
    of !== null || absences.every((one) => one.id !== id);

function List({
  absences,
  directory,
  today,
  uid,
  mayEdit,
  asked,
}: {
  absences: readonly StoredAbsence[];
  directory: Directory;
  today: LocalDate;
  uid: string;
  mayEdit: boolean;
  asked: string | null;
}) {
  const t = useMessages();
  const a = t.absencePage;
  const acts = useAbsenceActs(absences);
  /** `of`: as it was when the form was opened; null: a new one. */
  const [open, setOpen] = useState<{ readonly id: string; readonly of: StoredAbsence | null } | null>(() => {
    if (!mayEdit) return null;
    const of = absences.find(({ id }) => id === asked);
    if (of) return opening(of);
    // What was typed and left is gone on with.
    const left = unsavedAbsencesOf(localStorage, uid).find(isLeft(absences));
    return left ? { id: left.id, of: left.of && { revision: 0, ...left.of } } : null;
  });
  const leftOf = (id: string) => unsavedAbsencesOf(localStorage, uid).find((one) => one.id === id);
  /** What was typed of it before is measured against what it began from. */
  function opening(of: StoredAbsence) {
    return { id: of.id, of: { ...of, ...unsavedAbsencesOf(localStorage, uid).find(({ id }) => id === of.id)?.of } };
  }
  const openNew = () => setOpen(newOf(uid, absences));
  const [withPast, setWithPast] = useState(() => Boolean(open?.of && open.of.to < today));
  const [letters] = useLetters();
  const add = useRef<HTMLButtonElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const since = addDays(today, -LISTED_DAYS);
  // The line of an open form stays where it is, whatever somebody else does to the absence.
  const listed = open?.of ? [...absences.filter(({ id }) => id !== open.id), open.of] : [...absences];
  const byDay = listed.sort((x, y) => (x.from < y.from ? -1 : x.from > y.from ? 1 : 0));
  const groups = {
    now: byDay.filter(({ from, to }) => from <= today && today <= to),
    later: byDay.filter(({ from }) => today < from),
    past: byDay.filter(({ id, to }) => (since <= to || id === open?.id) && to < today).reverse(),
  };
  const nameOf = ({ person, from }: Absence) => partyLabel(`person:${person}`, directory, from);

  useEffect(() => {
    if (!mayEdit || !letters || open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'n' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (composing(event) || isTextField(event.target)) return;
      event.preventDefault();
      setOpen(newOf(uid, absences));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [mayEdit, letters, open, uid, absences]);

  /** The hand goes on where it was: at the line, or at the button that adds. */
  function close() {
    const id = open?.of?.id;
    setOpen(null);
    requestAnimationFrame(() =>
      (id
        ? root.current?.querySelector<HTMLElement>(`[data-absence="${CSS.escape(id)}"] button`)
        : add.current
      )?.focus(),
    );
  }
  function save(typed: Absence) {
    const before = absences.find(({ id }) => id === typed.id) ?? null;
    const after = open?.of && before ? changedOver(open.of, typed, before) : typed;
    close();
    // Kept until it is taken: a page that crashes without a network has it nowhere else.
    void acts
      .run({ before, after }, a.saved(nameOf(after), absenceDays(after, t)))
      .then((taken) => taken && forgetAbsence(localStorage, uid, typed.id));
  }
  const form = (id: string, of: Absence | null) => (
    <AbsenceForm
      key={id}
      id={id}
      before={leftOf(id) ?? { draft: of ? absenceDraftOf(of) : emptyAbsence, attends: of?.attends ?? [] }}
      onType={(draft, attends) => keepAbsence(localStorage, uid, { id, of, draft, attends })}
      isNew={of === null}
      others={absences}
      directory={directory}
      today={today}
      onSave={save}
      onClose={() => {
        forgetAbsence(localStorage, uid, id);
        close();
      }}
    />
  );
  const row = (absence: StoredAbsence): ReactNode => {
    const who = nameOf(absence);
    if (open?.id === absence.id) {
      return (
        <tr key={absence.id}>
          <td colSpan={5}>{form(absence.id, absence)}</td>
        </tr>
      );
    }
    const { substitute } = absence;
    return (
      <tr key={absence.id} data-absence={absence.id}>
        <th scope="row">{who}</th>
        <td>{absenceDays(absence, t)}</td>
        <td>
          {t.absences.kinds[absence.kind]}{' '}
          <Mark tone="plain">{absence.kindPublic ? a.kindPublic : a.kindInternal}</Mark>
        </td>
        <td>
          {substitute === null ? (
            <b className={styles.open}>{t.absences.nobody}</b>
          ) : (
            <>
              <b>{partyLabel(substitute, directory, absence.from)}</b>{' '}
              <span className="muted">{a.scopes[absence.scope]}</span>
            </>
          )}
          {absence.attends.length > 0 && <span className="muted"> · {a.attends(absence.attends.length)}</span>}
        </td>
        <td className={styles.rowActs}>
          {mayEdit && (
            <>
              <button
                type="button"
                className="link"
                aria-label={a.editOf(who, absenceDays(absence, t))}
                onClick={() => setOpen(opening(absence))}
              >
                {a.edit}
              </button>
              {absence.from < today && today <= absence.to && (
                <button
                  type="button"
                  className="link"
                  aria-label={a.endNowOf(who)}
                  onClick={() => {
                    const after = { ...absence, to: addDays(today, -1), toSession: null };
                    acts.run({ before: absence, after }, a.saved(who, absenceDays(after, t)));
                  }}
                >
                  {a.endNow}
                </button>
              )}
              <button
                type="button"
                className="link"
                aria-label={a.removeOf(who, absenceDays(absence, t))}
                onClick={() => {
                  acts.run({ before: absence, after: null }, a.removed(who));
                  add.current?.focus();
                }}
              >
                {a.remove}
              </button>
            </>
          )}
        </td>
      </tr>
    );
  };
  const columns = [a.columns.person, a.columns.days, a.columns.kind, a.columns.substitute, a.columns.acts];
  const shown = (['now', 'later', 'past'] as const).filter(
    (key) => groups[key].length > 0 && (key !== 'past' || withPast),
  );
  return (
    <div ref={root} className={styles.page}>
      <BarStatus>
        <SaveMark state={acts.saveState} />
      </BarStatus>
      <div className="head">
        <h1>{a.title}</h1>
        {mayEdit && (
          <div className="push tools">
            <Button ref={add} onClick={openNew} aria-expanded={open?.of === null}>
              {a.add}
            </Button>
          </div>
        )}
      </div>
      <p className="muted">{mayEdit ? a.intro : a.readOnly}</p>
      {acts.problem !== null && <Band tone="cancelled">{acts.problem}</Band>}
      {open?.of === null && form(open.id, null)}
      {groups.now.length + groups.later.length === 0 && open?.of !== null && <p className={styles.none}>{a.none}</p>}
      {shown.length > 0 && (
        <table className={`data ${styles.table}`}>
          <caption className="visuallyHidden">{a.title}</caption>
          <thead>
            <tr>
              {columns.map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          {shown.map((key) => (
            <tbody key={key}>
              <tr>
                <th colSpan={5} scope="rowgroup" className={styles.group}>
                  {a.groups[key]}
                </th>
              </tr>
              {groups[key].map(row)}
            </tbody>
          ))}
        </table>
      )}
      {groups.past.length > 0 && !withPast && (
        <p>
          <button type="button" className="link" onClick={() => setWithPast(true)}>
            {a.showPast(groups.past.length)}
          </button>
        </p>
      )}
      <UndoNote note={acts.note} onClose={acts.closeNote} onUndo={acts.note?.undo ? acts.undo : null} />
    </div>
  );
}
