import { sessionOf, SESSIONS, type EntryTime, type Session } from './time.ts';

/**
 * The forms in which agencies print one and the same week: a table day × session with a leaders' column; per day and
 * leader, running text; per day, a numbered list; the six-column table; per day, sáng and chiều.
 */
export const LAYOUTS = ['a', 'b', 'c', 'd', 'e'] as const;
export type Layout = (typeof LAYOUTS)[number];

export const DEFAULT_LAYOUT: Layout = 'd';

export const readLayout = (text: string | undefined): Layout =>
  LAYOUTS.find((layout) => layout === text) ?? DEFAULT_LAYOUT;

type Part = Session | 'allDay';
const PARTS: readonly Part[] = ['allDay', ...SESSIONS];

/** The parts of a day in printed order: those that have an entry, and those that are printed even if they have none. */
export function bySession<E extends { readonly time: EntryTime }>(
  entries: readonly E[],
  always: readonly Part[],
): { session: Part; entries: E[] }[] {
  return PARTS.map((session) => ({
    session,
    entries: entries.filter((entry) => sessionOf(entry.time) === session),
  })).filter(({ session, entries: within }) => within.length > 0 || always.includes(session));
}

/**
 * The entries of each chair, in the agency's order of names (`leaders`), then others as they come; '' last: nobody
 * chairs. A chair is told by words ("PGĐ Lê Quang Huy (thay …)"): whoever acts for somebody stands at their own name.
 */
export function byLeader<E extends { readonly chairs: readonly string[] }>(
  entries: readonly E[],
  leaders: readonly string[],
): { leader: string; entries: E[] }[] {
  const groups = new Map<string, E[]>();
  for (const entry of entries) {
    for (const chair of entry.chairs.length > 0 ? new Set(entry.chairs) : ['']) {
      groups.set(chair, [...(groups.get(chair) ?? []), entry]);
    }
  }
  const rank = (chair: string): number => {
    if (chair === '') return leaders.length + 1;
    const own = chair.replace(/ \(thay .+\)$/, '');
    const index = leaders.findIndex((name) => own === name || own.endsWith(` ${name}`));
    return index < 0 ? leaders.length : index;
  };
  return [...groups].map(([leader, of]) => ({ leader, entries: of })).sort((a, b) => rank(a.leader) - rank(b.leader));
}
