import { useAbsenceHistory } from '#data/absenceHistory.ts';
import { useMembers } from '#data/members.ts';
import { isSameAbsence, type Absence } from '#domain/absence.ts';
import type { Directory } from '#domain/directory.ts';
import { partyLabel, type Party } from '#domain/party.ts';
import { absenceDays } from '#ui/absenceDays.ts';
import { VersionList } from '#ui/VersionList.tsx';
import { useMessages, type Messages } from './messages.ts';

const FIELDS = ['person', 'days', 'kind', 'substitute', 'attends'] as const;

/** Who changed an absence from what to what, newest first. */
export function AbsenceVersions({
  id,
  directory,
  onRestore,
}: {
  id: string;
  directory: Directory;
  /** Fills the form with it. */
  onRestore: (version: Absence) => void;
}) {
  const t = useMessages();
  const words = t.absencePage.versions;
  const members = useMembers();
  const { data = [] } = useAbsenceHistory(id);
  const newest = data[0];
  const versions = data.map(({ revision, action, by, at, absence }, index) => {
    const earlier = data[index + 1];
    const [was, is] = [earlier && wordsOf(earlier.absence, directory, t), wordsOf(absence, directory, t)];
    return {
      revision,
      who: members.get(by)?.name ?? words.someone,
      act: words.acts[action === 'create' && revision > 1 ? 'recreate' : action],
      at,
      onRestore:
        newest && action !== 'delete' && !isSameAbsence(absence, newest.absence) ? () => onRestore(absence) : undefined,
      changes:
        was && earlier?.revision === revision - 1
          ? FIELDS.filter((field) => was[field] !== is[field]).map((field) => ({
              name: words[field],
              was: was[field],
              is: is[field],
            }))
          : [],
    };
  });
  return <VersionList versions={versions} />;
}

/** Null: the field is empty. */
function wordsOf(
  absence: Absence,
  directory: Directory,
  t: Messages,
): Readonly<Record<(typeof FIELDS)[number], string | null>> {
  const a = t.absencePage;
  const label = (party: Party) => partyLabel(party, directory, absence.from);
  return {
    person: label(`person:${absence.person}`),
    days: absenceDays(absence, t),
    kind: `${t.absences.kinds[absence.kind]}, ${absence.kindPublic ? a.kindPublic : a.kindInternal}`,
    substitute: absence.substitute && `${label(absence.substitute)}, ${a.scopes[absence.scope]}`,
    attends: absence.attends.length === 0 ? null : a.attends(absence.attends.length),
  };
}
