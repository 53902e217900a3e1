import { useEffect, useLayoutEffect, useMemo, useState, type ComponentProps, type ReactNode } from 'react';
import { useConnection } from '#data/connection.ts';
import type { ShownEntry } from '#data/entries.ts';
import { useMembers } from '#data/members.ts';
import type { Absence } from '#domain/absence.ts';
import type { AgencySettings, Calendar, Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import type { Member } from '#domain/permissions.ts';
import type { PublishedWeek, WeekState } from '#domain/publication.ts';
import { deadlineOf, lateBy, type EntryRequest } from '#domain/request.ts';
import { todayAt } from '#domain/time.ts';
import { sortEntries, type WeekId } from '#domain/week.ts';
import { useMessages } from './messages.ts';
import { Band } from '#ui/Band.tsx';
import { BarStatus } from '#ui/BarStatus.tsx';
import { Button } from '#ui/Button.tsx';
import { HintLine } from '#ui/HintLine.tsx';
import { KeysDialog } from '#ui/KeysDialog.tsx';
import { PickList } from '#ui/PickList.tsx';
import { SaveMark } from '#ui/SaveMark.tsx';
import { Segments } from '#ui/Segments.tsx';
import { UndoNote } from '#ui/UndoNote.tsx';
import { useLetters } from '#ui/useLetters.ts';
import { useNow } from '#ui/useNow.ts';
import { WeekHead } from '#ui/WeekHead.tsx';
import { AnsweredRequest } from './AnsweredRequest.tsx';
import { Board } from './Board.tsx';
import styles from './compile.module.css';
import { DraftSheet } from './DraftSheet.tsx';
import { firstForm } from './firstForm.ts';
import { ghostOf } from './ghost.ts';
import { BOXES, boxOf, byArrival, inboxOf, neighbourOf, type Box, type InboxItem } from './inbox.ts';
import { forgetTyped, keepTyped, leftForms } from './keptForms.ts';
import { RequestItem } from './RequestItem.tsx';
import { RequestNote } from './RequestNote.tsx';
import { UnitsNotHeard } from './UnitsNotHeard.tsx';
import { useAnswers } from './useAnswers.ts';
import { useArrivals } from './useArrivals.ts';
import { useFindings } from './useFindings.ts';
import { useInboxFocus, type Part } from './useInboxFocus.ts';
import { useInboxKeys, type InboxCommand } from './useInboxKeys.ts';
import { WaitingRequest, type OpenForm } from './WaitingRequest.tsx';
import { deadlineNote, entryName, momentOf, startOf, whenFrom } from './words.ts';

/** The inbox at the left, the board's week at the right, and one request that is looked at in both. */
export function Desk({
  member,
  directory,
  settings,
  calendar,
  week,
  number,
  head,
  entries,
  requests,
  absences,
  duty,
  published,
  choice,
  approval,
}: {
  member: Member;
  directory: Directory;
  settings: AgencySettings;
  calendar: Calendar;
  week: WeekId;
  number: number;
  head: ComponentProps<typeof WeekHead>;
  /** Of every calendar: clashes are looked for in all. */
  entries: readonly ShownEntry[];
  requests: readonly EntryRequest[];
  absences: readonly Absence[];
  duty: WeekState['duty'];
  published: PublishedWeek | null;
  /** Of another board's inbox, among the tools. */
  choice?: ReactNode;
  /** The last of the tools. */
  approval?: ReactNode;
}) {
  const t = useMessages();
  const c = t.compile;
  const { online } = useConnection();
  const members = useMembers();
  const now = useNow();
  const today = todayAt(now);
  const desk = useMemo(() => ({ uid: member.uid, calendar: calendar.id, week }), [member, calendar, week]);
  const [letters, setLetters] = useLetters();
  const [keys, setKeys] = useState(false);
  const [box, setBox] = useState<Box>('waiting');
  const [unit, setUnit] = useState('');
  /** The request that is looked at, as it was when that began: it keeps its place when somebody else answers it. */
  const [looked, setLooked] = useState<InboxItem | null>(null);
  const [forms, setForms] = useState(() => leftForms(desk));
  const [apart, setApart] = useState<ReadonlySet<string>>(new Set());

  const byId = useMemo(
    () => new Map(entries.filter((entry) => entry.calendar === calendar.id).map((entry) => [entry.id, entry])),
    [entries, calendar],
  );
  const inbox = useMemo(() => inboxOf([...byId.values()], requests), [byId, requests]);
  const board = useMemo(() => sortEntries([...byId.values()].filter(({ stage }) => stage === 'accepted')), [byId]);
  const nameOf = (uid: string) => (uid === member.uid ? c.you : (members.get(uid)?.name ?? c.someone));
  const unitOf = ({ request }: InboxItem) => directory.calendars.get(request.unit)?.shortName ?? request.unit;
  useEffect(() => {
    for (const id of leftForms(desk).keys()) if (byId.get(id)?.stage !== 'requested') forgetTyped(desk, id);
  }, [desk, byId]);
  const issued = useMemo(() => new Set(published?.entries.map(({ id }) => id)), [published]);
  const answers = useAnswers({
    online,
    entryOf: (id) => byId.get(id),
    isIssued: (id) => issued.has(id),
    nameOf,
    unitOf,
  });
  const arrived = useArrivals(inbox, (item) => c.arrived(unitOf(item), item.entry.content));

  const inBox = inbox.filter((item) => boxOf(item) === box && (unit === '' || item.request.unit === unit));
  const answeredByOther = box === 'waiting' && looked && !inBox.some(({ entry }) => entry.id === looked.entry.id);
  const shown = answeredByOther ? [...inBox, looked].sort(byArrival) : inBox;
  const first = inBox.find((item) => !answers.isAnswered(item));
  if (!looked && first) setLooked(first);
  const selected = shown.find(({ entry }) => entry.id === looked?.entry.id) ?? null;
  const focusOn = useInboxFocus();
  // Its buttons go, and would take the focus with them.
  const gone = answeredByOther ? looked.entry.id : null;
  useLayoutEffect(() => {
    if (gone !== null && document.activeElement === document.body)
      document.querySelector<HTMLElement>(`[data-request="${gone}"] [data-title]`)?.focus({ preventScroll: true });
  }, [gone]);

  const {
    about: told,
    against,
    whenFree,
  } = useFindings({ entries, byId, inbox, apart, settings, directory, absences });

  const wanted = selected && told.get(selected.entry.id);
  function select(item: InboxItem | null, part: Part = 'acts') {
    setLooked(item);
    focusOn(item?.entry.id ?? null, part);
  }
  function open(item: InboxItem, kind: OpenForm['kind']) {
    const about = told.get(item.entry.id);
    if (!about || !online) return;
    const worst = against(item.entry, [about.duplicate?.id]).clashes[0];
    const form = firstForm(kind, item.entry, about, worst, { directory, calendar, t });
    const typed = forms.get(item.entry.id);
    setForms(new Map(forms).set(item.entry.id, typed?.kind === kind ? typed : form));
    select(item, 'form');
  }
  /** Kept over a crash too, until it is answered or dropped. */
  function type(item: InboxItem, typed: OpenForm) {
    setForms(new Map(forms).set(item.entry.id, typed));
    keepTyped(desk, item.entry, typed);
  }
  function close(item: InboxItem) {
    forgetTyped(desk, item.entry.id);
    setForms(new Map([...forms].filter(([id]) => id !== item.entry.id)));
    select(item);
  }
  /** The hand goes on at the next one. What was typed stays by the request, should it come back. */
  function next(item: InboxItem, mergedInto?: Entry) {
    const left = shown.filter(({ entry }) => entry.id !== mergedInto?.id);
    select(neighbourOf(left, item.entry.id));
  }
  function accept(item: InboxItem, entry: Entry) {
    const { content } = entry;
    const moved = entry.date !== item.entry.date || startOf(entry, t) !== startOf(item.entry, t);
    answers.accept(
      item,
      entry,
      moved ? c.done.moved(content, whenFrom(item.entry.date, entry, t)) : c.done.accepted(content),
    );
    next(item);
  }
  function undo() {
    const item = answers.undo();
    if (!item) return;
    setBox('waiting');
    setUnit('');
    select(item, 'actsAgain');
  }

  function run(command: InboxCommand, id: string | null) {
    const at = shown.findIndex((item) => item === selected);
    const item = shown.find(({ entry }) => entry.id === id) ?? selected;
    switch (command) {
      case 'undo':
        return undo();
      case 'keys':
        return setKeys(true);
      // From outside first to the request that is looked at.
      case 'up':
        return select(shown[id === null ? at : Math.max(0, at - 1)] ?? null);
      case 'down':
        return select(shown[id === null ? at : Math.min(shown.length - 1, at + 1)] ?? null);
      case 'first':
        return select(shown[0] ?? null);
      case 'last':
        return select(shown.at(-1) ?? null);
      case 'close':
        return item ? close(item) : undefined;
      default:
        return box === 'waiting' && item ? open(item, command) : undefined;
    }
  }
  useInboxKeys(letters, run);

  const form = selected ? forms.get(selected.entry.id) : undefined;
  const ghost = selected && wanted ? ghostOf(selected.entry, form, wanted.targets, t) : null;

  const deadline = deadlineOf(week, settings);
  const units = [...new Set(inbox.map(({ request }) => request.unit))];

  return (
    <div className={styles.page}>
      <BarStatus>
        <SaveMark state={answers.saveState} />
      </BarStatus>
      <DraftSheet {...{ settings, calendar, week, number, duty, absences, directory, now }} entries={board} />
      <WeekHead {...head} note={deadlineNote(deadline, now, t)}>
        {choice}
        {units.length > 1 && (
          <PickList
            label={c.unitFilter}
            options={[
              { key: '', label: c.allUnits },
              ...units.map((id) => ({ key: id, label: directory.calendars.get(id)?.shortName ?? id })),
            ]}
            value={unit}
            onChange={(next) => {
              setUnit(next);
              setLooked(null);
            }}
          />
        )}
        <Button className="notPhone" onClick={() => print()}>
          {c.print}
        </Button>
        {approval}
      </WeekHead>
      {answers.problem !== null && <Band tone="cancelled">{answers.problem}</Band>}
      <div className={styles.two}>
        <section aria-labelledby="inbox-heading" data-inbox="">
          <div className={styles.heading}>
            <h2 id="inbox-heading" tabIndex={-1}>
              {c.inbox}
            </h2>
            <Segments
              label={c.boxes}
              options={BOXES.map((key) => {
                const count = inbox.filter((item) => boxOf(item) === key).length;
                return { key, label: `${c.box[key]} ${count}` };
              })}
              value={box}
              onChange={(next) => {
                setBox(next);
                setLooked(null);
              }}
            />
          </div>
          {shown.length === 0 ? (
            <p className={styles.none}>{unit === '' ? c.empty[box] : c.empty.ofUnit}</p>
          ) : (
            <ul className={styles.inbox} aria-label={c.list[box]}>
              {shown.map((item) => {
                const { entry, request } = item;
                const isOn = item === selected;
                const about = told.get(entry.id);
                return (
                  <RequestItem
                    key={entry.id}
                    item={item}
                    isOn={isOn}
                    today={today}
                    sender={members.get(request.by)?.name ?? ''}
                    lateBy={lateBy(request.sentAt, week, settings)}
                    directory={directory}
                    onSelect={() => select(item)}
                  >
                    {isOn && (
                      <RequestNote
                        of={entry}
                        isMerging={
                          forms.get(entry.id)?.kind === 'merge' || (about !== undefined && about.duplicate !== null)
                        }
                      />
                    )}
                    {box === 'waiting' && about && (
                      <WaitingRequest
                        item={item}
                        isOn={isOn}
                        online={online}
                        directory={directory}
                        against={against}
                        duplicate={about.duplicate}
                        whenFree={whenFree}
                        form={forms.get(entry.id)}
                        targets={about.targets}
                        acts={{
                          accept: (accepted) => accept(item, accepted),
                          merge: (target, merge, hidden, handLeft) => {
                            answers.merge(
                              item,
                              target,
                              merge.entry,
                              hidden,
                              c.done.merged(entry.content, entryName(target, t)),
                            );
                            if (!handLeft) next(item, target);
                          },
                          sendBack: (reason) => {
                            answers.sendBack(item, reason);
                            next(item);
                          },
                          keepBoth: () => {
                            setApart(new Set([...apart, entry.id]));
                            select(item);
                          },
                          open: (kind) => open(item, kind),
                          type: (typed) => type(item, typed),
                          close: () => close(item),
                        }}
                      />
                    )}
                    {box === 'waiting' && !about && (
                      <p className={`small ${styles.waits}`} role="status">
                        {goneWords(item)}
                      </p>
                    )}
                    {box !== 'waiting' && (
                      <AnsweredRequest
                        item={item}
                        into={request.into === null ? undefined : byId.get(request.into)}
                        isOn={isOn}
                        isIssued={issued.has(entry.id)}
                        online={online}
                        today={today}
                        nameOf={(uid) => members.get(uid)?.name ?? c.someone}
                        onReopen={() => {
                          answers.reopen(item);
                          next(item);
                        }}
                      />
                    )}
                  </RequestItem>
                );
              })}
            </ul>
          )}
          {box === 'waiting' && (
            <UnitsNotHeard isPast={deadline !== null && now > deadline} {...{ directory, requests }} />
          )}
        </section>
        <Board
          {...{ calendar, week, number, today, ghost, absences, duty, directory }}
          entries={board}
          of={selected?.entry.id ?? null}
        />
      </div>
      <p className="visuallyHidden" role="status">
        {arrived}
      </p>
      <UndoNote note={answers.note} onClose={answers.closeNote} onUndo={answers.note?.back ? undo : null} />
      {keys && (
        <KeysDialog words={c.keysDialog} letters={letters} onLetters={setLetters} onClose={() => setKeys(false)} />
      )}
      <HintLine
        hints={[
          ['↑ ↓', c.hintLine.move],
          ['Enter', c.hintLine.accept],
          ['G', c.hintLine.merge],
          ['T', c.hintLine.return],
          ['S', c.hintLine.change],
          ['Ctrl Z', c.hintLine.undo],
        ]}
        all={c.hintLine.keys}
        onAll={() => setKeys(true)}
      />
    </div>
  );

  /** Who answered the request that is looked at before us. */
  function goneWords({ entry: { id } }: InboxItem): string {
    const entry = byId.get(id);
    const request = requests.find((one) => one.entry === id);
    if (!entry || !request || entry.stage === 'requested') return c.gone.withdrawn;
    const at = momentOf(request.answeredAt ?? entry.updatedAt, today, t);
    return c.gone[entry.stage](nameOf(request.answeredBy ?? entry.updatedBy), at);
  }
}
