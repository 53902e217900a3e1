import type { ReactNode } from 'react';
import { useEntryPrivate } from '#data/entryPrivate.ts';
import { useSession } from '#data/session.ts';
import type { Absence } from '#domain/absence.ts';
import { mayReadPrivate } from '#domain/permissions.ts';
import type { Directory } from '#domain/directory.ts';
import type { StoredEntry } from '#domain/entry.ts';
import { vehicleLabel } from '#domain/party.ts';
import { formatDay, formatTime, weekday } from '#domain/time.ts';
import { useMessages } from './messages.ts';
import { ButtonLink } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Mark } from '#ui/Mark.tsx';
import { wordedEntry } from '#ui/wordedEntry.ts';
import { SeenAct, SeenNames, type InvitingEntry } from './Seen.tsx';
import styles from './view.module.css';

/** Everything of an entry that this person may read, the meeting link for those it is meant for. */
export function EntryDetails({
  entry,
  directory,
  absences,
  mayEdit,
  inviting,
  moving,
  onClose,
}: {
  entry: StoredEntry;
  directory: Directory;
  absences: readonly Absence[];
  mayEdit: boolean;
  /** Of an entry to which the sheet invites: for whoever has to know who has seen it. */
  inviting: InvitingEntry | null;
  /** The form that moves it. */
  moving?: ReactNode;
  onClose: () => void;
}) {
  const t = useMessages();
  const v = t.view;
  const f = v.fields;
  const { member } = useSession();
  const mayRead = mayReadPrivate(member, entry, directory.calendars.get(entry.calendar));
  const { data: hidden } = useEntryPrivate(entry.calendar, entry.id, mayRead);
  const words = wordedEntry(entry, directory, absences);
  const day = `${t.common.weekdays[weekday(entry.date) - 1]} ${formatDay(entry.date)}`;
  const until = entry.lastDate === entry.date ? '' : ` ${t.readers.until} ${formatDay(entry.lastDate)}`;
  const papers = [
    entry.invitationNo && `${t.readers.invitationNo} ${entry.invitationNo}`,
    entry.documentNo && `${t.readers.documentNo} ${entry.documentNo}`,
    entry.separateInvitation && t.readers.separateInvitation,
    entry.replacesInvitation && t.readers.replacesInvitation,
  ];
  const acting = words.actingFor === null ? '' : ` (${t.readers.actingFor} ${words.actingFor})`;
  const lines: readonly (readonly [string, ReactNode])[] = [
    [f.calendar, directory.calendars.get(entry.calendar)?.name ?? entry.calendar],
    [f.reason, words.reason],
    [f.chairs, words.chairs.join(', ') + acting],
    [f.attendees, words.attendees.join(', ')],
    [f.invitees, words.invitees.join(', ')],
    [f.forInformation, words.forInformation.join(', ')],
    [f.place, words.place],
    [f.gatheringPoint, words.gatheringPoint],
    [f.connectionPoints, words.connectionPoints.join('; ')],
    [f.preparingUnit, words.preparingUnit],
    [f.logistics, words.logistics],
    [f.officeLead, words.officeLead],
    [f.vehicle, entry.vehicle && vehicleLabel(entry.vehicle, directory)],
    [f.driver, entry.driver],
    [f.papers, papers.filter(Boolean).join(' · ')],
    [f.meetingLink, hidden?.meetingLink && <Link address={hidden.meetingLink} />],
    [f.note, hidden?.note],
  ];
  return (
    <Dialog
      title={`${day}${until}, ${formatTime(entry.time, t.common.sessions)}`}
      onClose={onClose}
      actions={mayEdit && <ButtonLink href={`/edit/${entry.calendar}/${entry.week}`}>{v.edit}</ButtonLink>}
    >
      <p className={styles.content}>
        {entry.status === 'planned' ? entry.content : <del>{entry.content}</del>}{' '}
        {entry.status !== 'planned' && <Mark tone="cancelled">{v.status[entry.status]}</Mark>}{' '}
        {entry.visibility === 'internal' && <Mark tone="plain">{v.internal}</Mark>}
      </p>
      <dl className={styles.details}>
        {lines
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {inviting && member && <SeenAct {...{ inviting, uid: member.uid }} />}
      {moving}
      {inviting && <SeenNames {...{ inviting, directory }} />}
    </Dialog>
  );
}

/** Only what a browser opens as a page is made a link; other text is shown as it was typed. */
function Link({ address }: { address: string }) {
  if (!/^https?:\/\//i.test(address)) return address;
  return (
    <a href={address} target="_blank" rel="noreferrer noopener">
      {address}
    </a>
  );
}
