import { canonicalValue } from '../model/canonical.ts';
import { parseFieldPath } from '../model/fieldPath.ts';
import type { Value } from '../model/value.ts';
import type { StructuredQuery } from '../store/store.ts';
import { LIMITS } from './limits.ts';

/** What one filter or order of a query says about a field of every result. */
export type Fact =
  | { field: readonly string[]; says: 'equals' | 'differs' | 'holds'; value: Value }
  | { field: readonly string[]; says: '<' | '<=' | '>' | '>='; value: Value }
  | { field: readonly string[]; says: 'exists' };

type Json = Record<string, unknown>;

/**
 * The filter in disjunctive form: a result satisfies all facts of at least one conjunct. `in` and `array-contains-any`
 * become one conjunct a value. undefined: too many, or a filter that is not known here, so nothing can be proved.
 */
export function conjunctsOf(query: StructuredQuery): Fact[][] | undefined {
  const exists = ((query['orderBy'] ?? []) as Json[]).map((order): Fact => ({
    field: fieldOf(order['field']),
    says: 'exists',
  }));
  const filter = query['where'] as Json | undefined;
  const conjuncts = filter && Object.keys(filter).length > 0 ? expand(filter) : [[]];
  return conjuncts?.map((facts) => [...facts, ...exists]);
}

function expand(filter: Json): Fact[][] | undefined {
  if (filter['fieldFilter']) return fromField(filter['fieldFilter'] as Json);
  if (filter['unaryFilter']) return fromUnary(filter['unaryFilter'] as Json);
  const composite = filter['compositeFilter'] as { op?: string; filters?: Json[] } | undefined;
  if (!composite) return undefined;
  const parts = (composite.filters ?? []).map(expand);
  if (!parts.every((part) => part !== undefined)) return undefined;
  if (composite.op === 'OR') return limited(parts.flat());
  if (composite.op !== 'AND') return undefined;
  return parts.reduce<Fact[][] | undefined>(
    (all, part) => all && limited(all.flatMap((facts) => part.map((more) => [...facts, ...more]))),
    [[]],
  );
}

const limited = (conjuncts: Fact[][]) => (conjuncts.length > LIMITS.disjuncts ? undefined : conjuncts);

const ORDERS = { LESS_THAN: '<', LESS_THAN_OR_EQUAL: '<=', GREATER_THAN: '>', GREATER_THAN_OR_EQUAL: '>=' } as const;

function fromField(filter: Json): Fact[][] | undefined {
  const field = fieldOf(filter['field']);
  const { op } = filter;
  if (op === 'IN' || op === 'ARRAY_CONTAINS_ANY' || op === 'NOT_IN') {
    const { values = [] } = ((filter['value'] as Json | undefined)?.['arrayValue'] ?? {}) as { values?: unknown[] };
    const items = values.map(canonicalValue);
    if (op === 'NOT_IN') return [items.map((value) => ({ field, says: 'differs', value }))];
    return limited(items.map((value) => [{ field, says: op === 'IN' ? 'equals' : 'holds', value }]));
  }
  const value = canonicalValue(filter['value']);
  switch (op) {
    case 'EQUAL':
      return [[{ field, says: 'equals', value }]];
    case 'NOT_EQUAL':
      return [[{ field, says: 'differs', value }]];
    case 'ARRAY_CONTAINS':
      return [[{ field, says: 'holds', value }]];
    case 'LESS_THAN':
    case 'LESS_THAN_OR_EQUAL':
    case 'GREATER_THAN':
    case 'GREATER_THAN_OR_EQUAL':
      return [[{ field, says: ORDERS[op], value }]];
    default:
      return undefined;
  }
}

function fromUnary(filter: Json): Fact[][] | undefined {
  const field = fieldOf(filter['field']);
  switch (filter['op']) {
    case 'IS_NULL':
      return [[{ field, says: 'equals', value: { nullValue: null } }]];
    case 'IS_NAN':
      return [[{ field, says: 'equals', value: { doubleValue: 'NaN' } }]];
    case 'IS_NOT_NULL':
      return [[{ field, says: 'differs', value: { nullValue: null } }]];
    case 'IS_NOT_NAN':
      return [[{ field, says: 'exists' }]];
    default:
      return undefined;
  }
}

/** Read as the store reads it, else a proof could be about another field than the one that is filtered. */
export function fieldOf(field: unknown): readonly string[] {
  return parseFieldPath((field as Json | undefined)?.['fieldPath']);
}
