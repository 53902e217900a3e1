import { numericId } from '../model/order.ts';

/**
 * A name as text whose byte order is the order of names (segment-wise, numeric ids first), so that SQLite sorts and a
 * prefix is a range. Segments are joined by U+0001; U+0000 to U+0002 inside them become U+0002 with a second character.
 */
export function keyOf(name: string): string {
  if (!UNUSUAL.test(name)) return name.replaceAll('/', SEPARATOR);
  return name.split('/').map(segmentKey).join(SEPARATOR);
}

/** What `segmentKey` could change: numeric ids and control characters. */
const UNUSUAL = /__id|\p{Cc}/u;
const SEPARATOR = '\u0001';
const AFTER_SEPARATOR = '\u0002';

function segmentKey(segment: string): string {
  const id = numericId(segment);
  // Sorts before every escaped character; the offset makes negative numbers smaller.
  if (id !== undefined) return `\u0002\u0002${String(id + 10n ** 19n).padStart(20, '0')}${segment}`;
  return segment
    .replaceAll('\u0002', '\u0002\u0005')
    .replaceAll('\u0001', '\u0002\u0004')
    .replaceAll('\0', '\u0002\u0003');
}

/** The keys of all that is below `name`: `from` < key < `to`. */
export function keysBelow(name: string): { from: string; to: string } {
  const key = keyOf(name);
  return { from: key + SEPARATOR, to: key + AFTER_SEPARATOR };
}
