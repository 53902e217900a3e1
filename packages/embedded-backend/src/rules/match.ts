import { type Certain, unknownOf } from './outcome.ts';
import { Path } from './values.ts';
import type { Segment } from './syntax.ts';

/** A path of which the segments that nobody knows yet are null. */
export type KnownSegments = readonly (string | null)[];
/** What the pattern's captures are bound to, in their order. */
export type Captures = readonly Certain[];

/**
 * The captures if the pattern covers the whole path, shortest `{x=**}` first. An unknown segment fits only what takes
 * any text: a pattern must cover every document that the query may return.
 */
export function matchPath(pattern: readonly Segment[], path: KnownSegments, restMin: 0 | 1): Captures | undefined {
  let wildcards = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const segment = pattern[at]!;
    if (segment.kind === 'rest') return matchRest(pattern, path, restMin);
    if (at >= path.length || (segment.kind === 'literal' && segment.text !== path[at])) return undefined;
    if (segment.kind === 'capture') wildcards += 1;
  }
  if (pattern.length !== path.length) return undefined;
  const captures = new Array<Certain>(wildcards);
  for (let at = pattern.length - 1; at >= 0; at -= 1)
    if (pattern[at]!.kind === 'capture') captures[--wildcards] = path[at] ?? unknownOf('string');
  return captures;
}

function matchRest(pattern: readonly Segment[], path: KnownSegments, restMin: 0 | 1): Captures | undefined {
  /** Last first. */
  const captures: Certain[] = [];
  const dead = new Set<number>();
  const walk = (at: number, from: number): boolean => {
    const segment = pattern[at];
    if (!segment) return from === path.length;
    const key = at * (path.length + 1) + from;
    if (dead.has(key)) return false;
    if (segment.kind === 'rest') {
      for (let to = from + restMin; to <= path.length; to += 1) {
        if (walk(at + 1, to)) {
          const taken = path.slice(from, to);
          captures.push(taken.includes(null) ? unknownOf('path') : new Path(taken as string[]));
          return true;
        }
      }
    } else if (from < path.length) {
      const text = path[from]!;
      if ((segment.kind === 'capture' || segment.text === text) && walk(at + 1, from + 1)) {
        if (segment.kind === 'capture') captures.push(text ?? unknownOf('string'));
        return true;
      }
    }
    dead.add(key);
    return false;
  };
  return walk(0, 0) ? captures.reverse() : undefined;
}

/**
 * The captures if the pattern covers every document of a collection group below `parent`, however deep:
 * parent (collection document)* group document. A null group is every collection.
 */
export function matchGroup(
  pattern: readonly Segment[],
  parent: readonly string[],
  group: string | null,
  restMin: 0 | 1,
): Captures | undefined {
  if (!coversGroup(pattern, parent, group, restMin)) return undefined;
  const captures: Certain[] = [];
  let fixed = true;
  for (const [at, segment] of pattern.entries()) {
    if (segment.kind === 'rest') fixed = false;
    if (segment.kind === 'literal') continue;
    const known = fixed ? parent[at] : undefined;
    captures.push(known ?? unknownOf(segment.kind === 'rest' ? 'path' : 'string'));
  }
  return captures;
}

/** Any text that no literal of the pattern has. */
const OTHER = null;

/** Runs the pattern as an automaton over the sets of states that some path of the group can lead to. */
function coversGroup(
  pattern: readonly Segment[],
  parent: readonly string[],
  group: string | null,
  restMin: 0 | 1,
): boolean {
  // A state is twice the position in the pattern, plus one within a `**` that has taken something.
  const reach = (states: Iterable<number>): Set<number> => {
    const all = new Set<number>();
    const add = (state: number) => {
      if (all.has(state)) return;
      all.add(state);
      const isRest = pattern[state >> 1]?.kind === 'rest';
      if (isRest && (state & 1 || restMin === 0)) add((state | 1) + 1);
    };
    for (const state of states) add(state);
    return all;
  };
  const step = (states: ReadonlySet<number>, text: string | null): Set<number> => {
    const next: number[] = [];
    for (const state of states) {
      const segment = pattern[state >> 1];
      if (segment?.kind === 'rest') next.push(state | 1);
      else if (segment?.kind === 'capture' || (segment?.kind === 'literal' && segment.text === text))
        next.push((state | 1) + 1);
    }
    return reach(next);
  };
  const texts = [OTHER, ...pattern.flatMap((segment) => (segment.kind === 'literal' ? [segment.text] : []))];
  const first = parent.reduce<Set<number>>(step, reach([0]));
  const seen = new Set<string>();
  const waiting = [first];
  for (let states = waiting.pop(); states; states = waiting.pop()) {
    const key = [...states].sort((a, b) => a - b).join();
    if (seen.has(key)) continue;
    if (seen.size > 1000) return false;
    seen.add(key);
    const collections = group === null ? texts.map((text) => step(states, text)) : [step(states, group)];
    if (!collections.every((at) => texts.every((id) => step(at, id).has(pattern.length * 2)))) return false;
    for (const collection of texts) for (const id of texts) waiting.push(step(step(states, collection), id));
  }
  return true;
}
