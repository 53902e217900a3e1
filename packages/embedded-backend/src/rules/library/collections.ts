import { equal, holds, holdsAll, lookup as listLookup, setLookup, setOf } from '../equality.ts';
import { Bytes, fail, intOf, MapDiff, RulesSet, type RulesList, type RulesMap, type RulesValue } from '../values.ts';
import { library, type Operation } from './method.ts';
import { text } from './conversions.ts';
import { boundText } from './strings.ts';

type Items = RulesList | RulesSet;
const itemsOf = (items: Items): RulesList => (items instanceof RulesSet ? items.items : items);

const onItems = (operation: Operation<[Items, ...never[]]>) => operation as Operation;
const onList = (operation: Operation<[RulesList, ...never[]]>) => operation as Operation;
const onSet = (operation: Operation<[RulesSet, ...never[]]>) => operation as Operation;
const onMap = (operation: Operation<[RulesMap, ...never[]]>) => operation as Operation;
const onDiff = (operation: Operation<[MapDiff]>) => operation as Operation;

/** A set may be asked about a list, a list not about a set. */
const questions = (takes: string, lookup: typeof setLookup) => ({
  size: onItems({ takes: [], gives: 'int', total: true, run: (items) => intOf(itemsOf(items).length) }),
  hasAll: onItems({
    takes: [takes],
    gives: 'bool',
    total: true,
    run: (items, wanted: Items) => holdsAll(lookup(itemsOf(items)), itemsOf(wanted)),
  }),
  hasAny: onItems({
    takes: [takes],
    gives: 'bool',
    total: true,
    run: (items, wanted: Items) => {
      const held = lookup(itemsOf(items));
      return itemsOf(wanted).some((item) => holds(held, item));
    },
  }),
  hasOnly: onItems({
    takes: [takes],
    gives: 'bool',
    total: true,
    run: (items, allowed: Items) => holdsAll(lookup(itemsOf(allowed)), itemsOf(items)),
  }),
});

export const lists = library({
  ...questions('list', listLookup),
  concat: onList({ takes: ['list'], gives: 'list', total: true, run: (list, other: RulesList) => [...list, ...other] }),
  join: onList({
    takes: ['string'],
    gives: 'string',
    run: (list, separator: string) => {
      const texts = list.map(text);
      boundText(texts.reduce((size, { length }) => size + length + separator.length, 0));
      return texts.join(separator);
    },
  }),
  removeAll: onList({
    takes: ['list'],
    gives: 'list',
    total: true,
    run: (list, unwanted: RulesList) => {
      const keys = listLookup(unwanted);
      return list.filter((item) => !holds(keys, item));
    },
  }),
  toSet: onList({ takes: [], gives: 'set', total: true, run: (list) => setOf(list) }),
});

export const sets = library({
  ...questions('list|set', setLookup),
  difference: onSet({
    takes: ['set'],
    gives: 'set',
    total: true,
    run: (set, other: RulesSet) => filtered(set, other, false),
  }),
  intersection: onSet({
    takes: ['set'],
    gives: 'set',
    total: true,
    run: (set, other: RulesSet) => filtered(set, other, true),
  }),
  union: onSet({
    takes: ['set'],
    gives: 'set',
    total: true,
    run: (set, other: RulesSet) => setOf([...set.items, ...other.items]),
  }),
});

function filtered(set: RulesSet, other: RulesSet, keep: boolean): RulesSet {
  const keys = setLookup(other.items);
  return new RulesSet(set.items.filter((item) => holds(keys, item) === keep));
}

/** In order, as Firestore gives the fields of a document: rules compare `a.keys() == b.keys()`. */
function keysOf(map: RulesMap): readonly string[] {
  return [...map.keys()].sort();
}

export const maps = library({
  get: onMap({
    takes: ['string|list', 'any'],
    gives: 'any',
    run: (map, keys: string | RulesList, otherwise: RulesValue) => {
      let found: RulesValue | undefined = map;
      for (const key of typeof keys === 'string' ? [keys] : keys) {
        if (typeof key !== 'string') return fail('a key in the list given to get() is not a string');
        found = found instanceof Map ? found.get(key) : undefined;
        if (found === undefined) return otherwise;
      }
      return found;
    },
  }),
  keys: onMap({ takes: [], gives: 'list', total: true, run: keysOf }),
  values: onMap({ takes: [], gives: 'list', total: true, run: (map) => keysOf(map).map((key) => map.get(key)!) }),
  size: onMap({ takes: [], gives: 'int', total: true, run: (map) => BigInt(map.size) }),
  diff: onMap({
    takes: ['map'],
    gives: 'map_diff',
    total: true,
    run: (map, other: RulesMap) => new MapDiff(map, other),
  }),
});

const only = (map: RulesMap, other: RulesMap): string[] => {
  const keys: string[] = [];
  for (const key of map.keys()) if (!other.has(key)) keys.push(key);
  return keys;
};
const added = ({ left, right }: MapDiff) => only(left, right);
const removed = ({ left, right }: MapDiff) => only(right, left);
function common({ left, right }: MapDiff, same: boolean): string[] {
  const keys: string[] = [];
  for (const [key, value] of left) {
    const other = right.get(key);
    if (other !== undefined && (equal(value, other) || (Number.isNaN(value) && Number.isNaN(other))) === same)
      keys.push(key);
  }
  return keys;
}
const keySet = (keys: (diff: MapDiff) => string[]) =>
  onDiff({ takes: [], gives: 'set', total: true, run: (diff) => new RulesSet(keys(diff)) });

/** The top level only. */
export const mapDiffs = library({
  addedKeys: keySet(added),
  removedKeys: keySet(removed),
  changedKeys: keySet((diff) => common(diff, false)),
  unchangedKeys: keySet((diff) => common(diff, true)),
  affectedKeys: keySet((diff) => [...added(diff), ...removed(diff), ...common(diff, false)]),
});

const onBytes = (operation: Operation<[Bytes]>) => operation as Operation;

export const bytes = library({
  size: onBytes({ takes: [], gives: 'int', total: true, run: ({ data }) => BigInt(data.length) }),
  /** URL-safe alphabet, padded; hexadecimal in capitals. */
  toBase64: onBytes({
    takes: [],
    gives: 'string',
    total: true,
    run: ({ data }) => Buffer.from(data).toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
  }),
  toHexString: onBytes({
    takes: [],
    gives: 'string',
    total: true,
    run: ({ data }) => Buffer.from(data).toString('hex').toUpperCase(),
  }),
});
