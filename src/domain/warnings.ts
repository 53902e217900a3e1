import type { AgencySettings } from './directory.ts';
import type { Entry, EntryKind } from './entry.ts';
import { referenceOf } from './party.ts';

/** Something a person must look at before the week is issued. It warns, it never blocks. */
export interface Warning {
  readonly kind: 'blockedWord' | 'phoneNumber' | 'citizenName';
  readonly entryId: string;
  /** The words that were found. */
  readonly found: string;
}

// No lookbehind in these: this module may reach browsers that cannot parse it.
const PHONE = /(?:^|[^\d])((?:\+84|84|0)(?:[ .-]?\d){8,10})(?!\d)/u;
const CITIZEN = /(?:^|[^\p{L}])((?:ông|bà) \p{Lu}\p{L}*(?: \p{Lu}\p{L}*)+)/u;

/** Free text of an entry that would be printed; names in the directory are the office's own. */
function printedTexts(entry: Entry): string[] {
  const parties = [...entry.chairs, ...entry.attendees, ...entry.invitees, ...entry.forInformation];
  const single = [entry.place, entry.preparingUnit, entry.logistics, entry.officeLead, entry.actingFor];
  const free = [...parties, ...single].filter((party) => party?.startsWith('text:'));
  const lines = [entry.content, entry.gatheringPoint, entry.invitationNo, entry.documentNo, entry.reason];
  return [...lines, ...entry.connectionPoints, ...free.map((party) => referenceOf(party ?? ''))].filter(
    (text): text is string => text !== null,
  );
}

/** Whole syllables, in any case: "đề thi" is not found in "vấn đề thiếu", but it is in "Đề thi". */
function blockedWord(text: string, words: readonly string[]): string | undefined {
  const syllables = (raw: string): string =>
    raw
      .normalize('NFC')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .join(' ')
      .trim();
  const padded = ` ${syllables(text)} `;
  return words.find((word) => syllables(word) !== '' && padded.includes(` ${syllables(word)} `));
}

/** What texts that would be public may not hold, of an entry of that kind. One a kind of warning. */
export function warningsIn(
  texts: readonly string[],
  entryKind: EntryKind,
  { blockedWords }: Pick<AgencySettings, 'blockedWords'>,
): Pick<Warning, 'kind' | 'found'>[] {
  const first = (find: (text: string) => string | undefined): string | undefined =>
    texts.map(find).find((found) => found !== undefined);
  const found: Record<Warning['kind'], string | undefined> = {
    blockedWord: first((text) => blockedWord(text, blockedWords)),
    phoneNumber: first((text) => PHONE.exec(text)?.[1]),
    citizenName: entryKind === 'reception' ? first((text) => CITIZEN.exec(text)?.[1]) : undefined,
  };
  return (Object.keys(found) as Warning['kind'][]).flatMap((kind) => {
    const text = found[kind];
    return text === undefined ? [] : [{ kind, found: text }];
  });
}

/** What the public text may not hold, of the entries that would be issued. One warning a kind and entry. */
export function warnings(entries: readonly Entry[], settings: AgencySettings): Warning[] {
  return entries
    .filter((entry) => entry.stage === 'accepted' && entry.visibility === 'public')
    .flatMap((entry) =>
      warningsIn(printedTexts(entry), entry.kind, settings).map((warning) => ({ ...warning, entryId: entry.id })),
    );
}
