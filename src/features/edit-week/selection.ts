/** Lines of the table that are chosen together. */
export interface Selection {
  /** Where a range began; null: nothing was chosen yet. */
  readonly anchor: string | null;
  readonly keys: ReadonlySet<string>;
}

export const noSelection: Selection = { anchor: null, keys: new Set() };

/** From the anchor, or from `from` where there is none, to `to`: every line between, as the table shows them. */
export function extended(lines: readonly string[], { anchor }: Selection, from: string, to: string): Selection {
  const start = [anchor, from].find((key) => key !== null && lines.includes(key)) ?? to;
  const ends = [lines.indexOf(start), lines.indexOf(to)].sort((a, b) => a - b) as [number, number];
  if (ends[0] < 0) return noSelection;
  return { anchor: start, keys: new Set(lines.slice(ends[0], ends[1] + 1)) };
}

export function toggled({ keys }: Selection, key: string): Selection {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return { anchor: key, keys: next };
}
