import { useMemo } from 'react';
import { usePastEntries } from '#data/pastEntries.ts';
import type { Directory } from '#domain/directory.ts';
import { byUse, partySuggestions, placeSuggestions, type Suggestion } from '#domain/suggest.ts';
import type { LocalDate } from '#domain/time.ts';

/** What the lists under an entry's fields offer: the directory's things and words written lately, the most used first. */
export function useSuggestions(
  calendar: string,
  directory: Directory,
  onDate: LocalDate,
): Readonly<Record<'parties' | 'chairs' | 'attendees' | 'places' | 'preparing', readonly Suggestion[]>> {
  const { data: past } = usePastEntries(calendar);
  return useMemo(() => {
    const parties = partySuggestions(directory, onDate);
    const lately = past ?? [];
    return {
      parties,
      chairs: byUse(
        parties,
        lately.flatMap(({ chairs }) => chairs),
      ),
      attendees: byUse(
        parties,
        lately.flatMap(({ attendees }) => attendees),
      ),
      places: byUse(
        placeSuggestions(directory),
        lately.flatMap(({ place }) => place ?? []),
      ),
      preparing: byUse(
        parties,
        lately.flatMap(({ preparingUnit }) => preparingUnit ?? []),
      ),
    };
  }, [past, directory, onDate]);
}
