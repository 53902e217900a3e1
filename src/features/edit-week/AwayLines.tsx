import { Link } from 'wouter';
import type { AcceptedClash } from '#data/documents.ts';
import { standingOfAway, type Absence, type NamedAway } from '#domain/absence.ts';
import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import { partyLabel, type Party } from '#domain/party.ts';
import { useMessages } from '#i18n/messages.tsx';
import { absenceDays } from '#ui/absenceDays.ts';
import { AcceptClash, type Accepting } from './AcceptClash.tsx';
import styles from './edit.module.css';

/** Who of the entry being edited is away: who acts, or the ways to settle it. */
export function AwayLines({
  of: entry,
  away,
  attending,
  directory,
  accepting,
  onWrite,
  onAttend,
}: {
  of: Entry;
  away: readonly NamedAway[];
  /** Absences of people who go to this entry all the same. */
  attending: readonly Absence[];
  directory: Directory;
  accepting: Accepting & { readonly acceptanceOf: (standing: string) => AcceptedClash | undefined };
  /** The substitute is written into the entry. */
  onWrite: (away: NamedAway) => void;
  /** Whether the person goes themselves. Absent for those who may not say so. */
  onAttend: ((absence: Absence, attends: boolean) => void) | undefined;
}) {
  const t = useMessages();
  const a = t.absences;
  const words = a.inEntry;
  const label = (party: Party) => partyLabel(party, directory, entry.date);
  const line = (absence: Absence) => `${words.away(absenceDays(absence, t))} (${a.kinds[absence.kind].toLowerCase()})`;
  return (
    <ul className={`${styles.conflicts} ${styles.awayLines}`} aria-label={words.label}>
      {away.map((one) => {
        const { party, absence, acts, open } = one;
        const standing = standingOfAway(entry, one);
        const acceptance = open === null ? undefined : accepting.acceptanceOf(standing);
        const weight = open === null || acceptance ? 'sameSession' : open === 'part' ? '' : 'certain';
        const who = label(party);
        const { substitute } = absence;
        const writes = open !== null && open !== 'substituteAway' && substitute !== null;
        return (
          <li key={`${absence.id} ${party}`}>
            <span className={`grade ${weight}`}>{words.mark}</span>
            <span>
              <b>{who}</b>
              {` ${line(absence)}: `}
              {acts === null ? words.open[open ?? 'nobody'] : words.actsWhenIssued(label(acts))}
            </span>{' '}
            <span className={styles.awayActs}>
              {writes && (
                <button type="button" className="link" onClick={() => onWrite(one)}>
                  {words.write(label(substitute))}
                </button>
              )}
              {open === 'nobody' && onAttend && (
                <Link className="link" href={`/absences?sua=${absence.id}`}>
                  {words.choose}
                </Link>
              )}
              {onAttend && (
                <button
                  type="button"
                  className="link"
                  aria-label={words.attendOf(who)}
                  onClick={() => onAttend(absence, true)}
                >
                  {words.attend}
                </button>
              )}
            </span>
            {open !== null && (
              <AcceptClash
                clash={standing}
                other={`${who} ${words.away(absenceDays(absence, t))}`}
                acceptance={acceptance}
                {...accepting}
              />
            )}
          </li>
        );
      })}
      {attending.map((absence) => (
        <li key={absence.id}>
          <span className="grade sameSession">{words.mark}</span>
          <span>
            <b>{label(`person:${absence.person}`)}</b> {words.attends}
          </span>{' '}
          <span className={styles.awayActs}>
            {onAttend && (
              <button type="button" className="link" onClick={() => onAttend(absence, false)}>
                {words.attendsNot}
              </button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The same in a few words, for a line that is only read; null: nobody is away. */
export function awayText(
  away: readonly NamedAway[],
  directory: Directory,
  onDate: Entry['date'],
  words: ReturnType<typeof useMessages>['absences']['inEntry'],
): string | null {
  if (away.length === 0) return null;
  const label = (party: Party) => partyLabel(party, directory, onDate);
  return away
    .map(({ party, acts, open }) =>
      acts === null
        ? words.shortOpen(label(party), words.open[open ?? 'nobody'])
        : words.short(label(party), label(acts)),
    )
    .join('; ');
}
