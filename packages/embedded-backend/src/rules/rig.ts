import type { Identity } from '../auth/identity.ts';
import type { Document, Fields, Value } from '../model/value.ts';
import type { StructuredQuery } from '../store/store.ts';
import { compile } from './compile.ts';
import type { RulesRequest, Ruleset, Verdict } from './ruleset.ts';

/** For tests: documents as plain objects, requests in one line. */

export const ROOT = 'projects/demo/databases/(default)/documents';
export const NOW = '2026-11-24T05:06:07.089Z';

/** A value that plain JavaScript has no form for. */
export class Stored {
  readonly value: Value;
  constructor(value: Value) {
    this.value = value;
  }
}
export const float = (value: number) => new Stored({ doubleValue: value });
export const time = (text: string) => new Stored({ timestampValue: text });

/** Whole numbers are ints, others floats. */
export function toValue(plain: unknown): Value {
  if (plain instanceof Stored) return plain.value;
  if (plain === null) return { nullValue: null };
  if (typeof plain === 'boolean') return { booleanValue: plain };
  if (typeof plain === 'string') return { stringValue: plain };
  if (typeof plain === 'bigint') return { integerValue: String(plain) };
  if (typeof plain === 'number')
    return Number.isInteger(plain)
      ? { integerValue: String(plain) }
      : { doubleValue: Number.isNaN(plain) ? 'NaN' : plain };
  if (Array.isArray(plain)) return { arrayValue: { values: plain.map(toValue) } };
  return { mapValue: { fields: toFields(plain as Record<string, unknown>) } };
}

export const toFields = (plain: Record<string, unknown>): Fields =>
  Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, toValue(value)]));

export const documentAt = (path: string, data: Record<string, unknown>): Document => ({
  name: `${ROOT}/${path}`,
  fields: toFields(data),
  createTime: NOW,
  updateTime: NOW,
});

export const user = (uid: string, claims: Record<string, unknown> = {}): Identity => ({
  kind: 'user',
  uid,
  token: { sub: uid, ...claims },
  expiresAt: 4_000_000_000,
});

type State = Record<string, Record<string, unknown>>;

export interface World {
  as?: Identity;
  /** Stored documents by path. */
  stored?: State;
  /** What differs after the whole batch. */
  written?: State;
  perRequest?: number;
}

const reader = (state: State) => ({
  get: (name: string): Document | null => {
    const path = name.slice(ROOT.length + 1);
    return Object.hasOwn(state, path) ? documentAt(path, state[path]!) : null;
  },
});

function judge(rules: string | Ruleset, request: RulesRequest, world: World): Verdict {
  const ruleset = typeof rules === 'string' ? compile(rules) : rules;
  const stored = world.stored ?? {};
  const readers = { before: reader(stored), after: reader({ ...stored, ...world.written }) };
  return ruleset.judge(request, readers, { perRequest: world.perRequest ?? 10, cache: new Map(), used: 0 });
}

const common = (world: World) => ({ identity: world.as ?? ({ kind: 'anonymous' } as const), time: NOW });

export const get = (rules: string | Ruleset, path: string, world: World = {}): Verdict =>
  judge(
    rules,
    {
      ...common(world),
      method: 'get',
      name: `${ROOT}/${path}`,
      resource: world.stored && Object.hasOwn(world.stored, path) ? documentAt(path, world.stored[path]!) : null,
    },
    world,
  );

/** Creates or updates, as the document is stored or not; null deletes. */
export function write(
  rules: string | Ruleset,
  path: string,
  data: Record<string, unknown> | null,
  world: World = {},
): Verdict {
  const name = `${ROOT}/${path}`;
  const before = world.stored && Object.hasOwn(world.stored, path) ? documentAt(path, world.stored[path]!) : null;
  const written: World = { ...world, written: { ...world.written } };
  if (data) {
    written.written![path] = data;
    const after = documentAt(path, data);
    return judge(
      rules,
      before
        ? { ...common(world), method: 'update', name, resource: before, after }
        : { ...common(world), method: 'create', name, after },
      written,
    );
  }
  const left = { ...world.stored };
  delete left[path];
  const ruleset = typeof rules === 'string' ? compile(rules) : rules;
  return ruleset.judge(
    { ...common(world), method: 'delete', name, resource: before! },
    { before: reader(world.stored ?? {}), after: reader(left) },
    { perRequest: 10, cache: new Map(), used: 0 },
  );
}

/** `collection`: a path such as `c` or `users/u1/items`; with `**` before the last segment a collection group. */
export function list(
  rules: string | Ruleset,
  collection: string,
  query: StructuredQuery = {},
  world: World = {},
): Verdict {
  const allDescendants = collection.includes('**/');
  const segments = collection.replace('**/', '').split('/');
  const collectionId = segments.pop()!;
  return judge(
    rules,
    {
      ...common(world),
      method: 'list',
      parent: [ROOT, ...segments].join('/'),
      query: { from: [{ collectionId, ...(allDescendants ? { allDescendants } : {}) }], ...query },
    },
    world,
  );
}

const OPERATORS = {
  '==': 'EQUAL',
  '!=': 'NOT_EQUAL',
  '<': 'LESS_THAN',
  '<=': 'LESS_THAN_OR_EQUAL',
  '>': 'GREATER_THAN',
  '>=': 'GREATER_THAN_OR_EQUAL',
  in: 'IN',
  'not-in': 'NOT_IN',
  'array-contains': 'ARRAY_CONTAINS',
  'array-contains-any': 'ARRAY_CONTAINS_ANY',
} as const;
export type QueryOperator = keyof typeof OPERATORS;

export const where = (fieldPath: string, operator: QueryOperator, value: unknown): Record<string, unknown> =>
  value === null && operator === '=='
    ? { unaryFilter: { field: { fieldPath }, op: 'IS_NULL' } }
    : { fieldFilter: { field: { fieldPath }, op: OPERATORS[operator], value: toValue(value) } };
export const all = (...filters: object[]) => ({ compositeFilter: { op: 'AND', filters } });
export const any = (...filters: object[]) => ({ compositeFilter: { op: 'OR', filters } });
