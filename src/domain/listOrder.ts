/** Something with a place in the office's order. */
interface Ordered {
  readonly id: string;
  readonly order: number;
}

/** Whom a thing of the list comes right after; '' for the first of it. */
export const beforeIn = (all: readonly Ordered[], id: string): string =>
  all[all.findIndex((one) => one.id === id) - 1]?.id ?? '';

/**
 * `item` put right behind another (`behind` '' or unknown: first), in a list in its order. Gives the item and every other
 * whose place in the order that changes; where the item moves, places are 0, 1, 2 … from then on.
 */
export function putBehind<T extends Ordered>(all: readonly T[], item: T, behind: string): readonly T[] {
  const stands = all.find(({ id }) => id === item.id);
  if (stands && beforeIn(all, item.id) === behind) return [{ ...item, order: stands.order }];
  const others = all.filter(({ id }) => id !== item.id);
  const at = others.findIndex(({ id }) => id === behind) + 1;
  const inOrder = [...others.slice(0, at), item, ...others.slice(at)];
  return inOrder.flatMap((one, order) => (one === item || one.order !== order ? [{ ...one, order }] : []));
}
