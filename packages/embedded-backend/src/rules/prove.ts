import { compareValues } from '../model/order.ts';
import type { StructuredQuery } from '../store/store.ts';
import type { Converter } from './convert.ts';
import { compare } from './equality.ts';
import { conjunctsOf, type Fact } from './facts.ts';
import { type Certain, type End, type Shape, Unknown, unknownOf } from './outcome.ts';
import { excludes } from './unknownOperators.ts';
import { isType, Opaque, Path, type RulesMap, type RulesValue, typeOf } from './values.ts';

/** Everything that a query may return, as far as one conjunct of its filter tells. */
export interface PossibleResult {
  data: Unknown;
  /** null: any. */
  id: string | null;
}

/**
 * What every result of the query is like, one for each conjunct; a conjunct that contradicts itself returns nothing
 * and is left out. undefined: nothing can be said.
 */
export function possibleResults(query: StructuredQuery, converter: Converter): PossibleResult[] | undefined {
  const conjuncts = conjunctsOf(query);
  return conjuncts?.flatMap((facts) => {
    const ids = facts.flatMap((fact) => idOf(fact, converter));
    const data = resultData(
      facts.filter(({ field }) => field[0] !== '__name__'),
      converter,
    );
    return data && new Set(ids).size < 2 ? [{ data, id: ids[0] ?? null }] : [];
  });
}

function idOf(fact: Fact, converter: Converter): string[] {
  if (fact.field[0] !== '__name__' || fact.says !== 'equals') return [];
  const path = converter.value(fact.value);
  const id = path instanceof Path ? path.segments.at(-1) : undefined;
  return typeof id === 'string' ? [id] : [];
}

/** A field with all that is said of it and of the fields inside it. */
interface Field {
  facts: Fact[];
  fields: Map<string, Field>;
}

function resultData(facts: readonly Fact[], converter: Converter): Unknown | undefined {
  const root: Field = { facts: [], fields: new Map() };
  for (const fact of facts) {
    let field = root;
    for (const name of fact.field) {
      const inner: Field = field.fields.get(name) ?? { facts: [], fields: new Map() };
      field.fields.set(name, inner);
      field = inner;
    }
    field.facts.push(fact);
  }
  const entries = entriesOf(root, converter);
  return entries && new Unknown({ kind: 'map', entries, open: true });
}

function entriesOf({ fields }: Field, converter: Converter): Map<string, Certain> | undefined {
  const entries = new Map<string, Certain>();
  for (const [name, field] of fields) {
    const value = valueOf(field, converter);
    if (value === undefined) return undefined;
    entries.set(name, value);
  }
  return entries;
}

/** undefined: no value satisfies all the facts. */
function valueOf(field: Field, converter: Converter): Certain | undefined {
  const known = field.facts.flatMap((fact) =>
    fact.says === 'exists' ? [] : [{ says: fact.says, stored: fact.value, value: converter.value(fact.value) }],
  );
  const equals = known.filter(({ says }) => says === 'equals');
  const [exact] = equals;
  if (exact) {
    if (equals.some(({ stored }) => compareValues(stored, exact.stored) !== 0)) return undefined;
    const ranges = known.map(({ says, value }) => rangeOf(says, value)).filter((range) => range !== undefined);
    return ranges.some((range) => excludes(range, exact.value)) ? undefined : asStored(exact.value);
  }
  const held = known.filter(({ says }) => says === 'holds');
  if (held.length > 0) return new Unknown({ kind: 'listWith', items: held.map(({ value }) => asStored(value)) });
  const bounds = known.filter(({ says }) => says !== 'differs');
  if (bounds.length > 0) return between(bounds);
  // A vector is stored as a map of these two, but rules do not see it as one.
  if (field.fields.has('__type__') || field.fields.has('value')) return unknownOf('any');
  if (field.fields.size > 0) {
    const entries = entriesOf(field, converter);
    return entries && new Unknown({ kind: 'map', entries, open: true });
  }
  const differs = known.map(({ value }) => value);
  return new Unknown({ kind: 'any', except: differs.length > 0 ? [null, ...differs] : [] });
}

/** Which values a query finds that asks for this one: a number is stored as int or as float, inside lists and maps too. */
function asStored(value: RulesValue): Certain {
  if (typeof value === 'bigint') {
    const float = Number(value);
    return BigInt(float) === value ? oneOf(value, float, ...(value === 0n ? [-0] : [])) : value;
  }
  if (typeof value === 'number') {
    if (!Number.isInteger(value) || Math.abs(value) >= 2 ** 63) return value;
    return oneOf(BigInt(value), value, ...(value === 0 ? [-value] : []));
  }
  if (Array.isArray(value)) {
    const items = (value as readonly RulesValue[]).map(asStored);
    return items.some((item) => item instanceof Unknown) ? new Unknown({ kind: 'list', items }) : value;
  }
  if (value instanceof Map) {
    const entries = new Map([...(value as RulesMap)].map(([key, item]) => [key, asStored(item)] as const));
    return [...entries.values()].some((item) => item instanceof Unknown)
      ? new Unknown({ kind: 'map', entries, open: false })
      : value;
  }
  return value;
}

const oneOf = (...values: RulesValue[]): Certain => new Unknown({ kind: 'oneOf', values });

type Range = Extract<Shape, { kind: 'range' }>;
type Said = Exclude<Fact['says'], 'exists'>;

function rangeOf(says: Said, value: RulesValue): Range | undefined {
  const type = (['number', 'string', 'timestamp'] as const).find((one) => isType(value, one));
  if (!type || Number.isNaN(value)) return undefined;
  const end: End = { value, open: says === '<' || says === '>' };
  if (says === '<' || says === '<=') return { kind: 'range', type, high: end };
  return says === '>' || says === '>=' ? { kind: 'range', type, low: end } : undefined;
}

/** A bound matches only values of its own class. */
function between(bounds: readonly { says: Said; value: RulesValue }[]): Certain | undefined {
  const classes = new Set(bounds.map(({ value }) => classOf(value)));
  if (classes.size > 1) return undefined;
  let met: Range | undefined;
  for (const { says, value } of bounds) {
    const range = rangeOf(says, value);
    if (!range) continue;
    met = { ...range, ...met };
    if (range.low && tighter(range.low, met.low!, 1)) met.low = range.low;
    if (range.high && tighter(range.high, met.high!, -1)) met.high = range.high;
  }
  const [type] = classes;
  if (!met) return type === 'null' || holdsOpaque(bounds) ? unknownOf('any') : unknownOf(type!);
  if (met.low && met.high) {
    const sign = compare(met.low.value, met.high.value)!;
    // A huge int equals several floats; of those nothing is claimed.
    const sameKind = typeof met.low.value === typeof met.high.value;
    if (sign > 0 || (sign === 0 && sameKind && (met.low.open || met.high.open))) return undefined;
  }
  return new Unknown(met);
}

const holdsOpaque = (bounds: readonly { value: RulesValue }[]) => bounds.some(({ value }) => value instanceof Opaque);

const classOf = (value: RulesValue): string => (isType(value, 'number') ? 'number' : typeOf(value));

function tighter(end: End, than: End, direction: 1 | -1): boolean {
  const sign = compare(end.value, than.value)! * direction;
  return sign > 0 || (sign === 0 && end.open);
}
