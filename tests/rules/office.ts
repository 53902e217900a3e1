import { readFileSync } from 'node:fs';
import type { Document, Fields, Value } from 'embedded-backend/model/value.ts';
import { compile } from 'embedded-backend/rules/compile.ts';
import type { Ruleset, Verdict } from 'embedded-backend/rules/ruleset.ts';

/** A document as plain data; `NOW` is the server timestamp. */
export type Data = Readonly<Record<string, unknown>>;
export const NOW = Symbol('server timestamp');

/** A whole number stored as a floating one, which JavaScript cannot say: 1.0. */
export class Double {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

export interface SetWrite {
  readonly set: string;
  readonly data: Data;
}
export type Write = SetWrite | { readonly remove: string };

const ROOT = 'projects/demo-lct/databases/(default)/documents';
const DAY_START = '2026-11-24T01:00:00.000001Z';

function toValue(value: unknown, now: string): Value {
  if (value === NOW) return { timestampValue: now };
  if (value === null) return { nullValue: null };
  if (value instanceof Double) return { doubleValue: value.value };
  if (value instanceof Date) return { timestampValue: value.toISOString() };
  if (Array.isArray(value)) return { arrayValue: { values: value.map((item) => toValue(item, now)) } };
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { booleanValue: value };
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? { integerValue: String(value) }
        : { doubleValue: Object.is(value, -0) ? '-0' : value };
    case 'object':
      return { mapValue: { fields: toFields(value as Data, now) } };
    default:
      throw new Error(`no value of Firestore: ${String(value)}`);
  }
}

const toFields = (data: Data, now: string): Fields =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, toValue(value, now)]));

const rules: Ruleset = compile(readFileSync(new URL('../../firestore.rules', import.meta.url), 'utf8'));
export const { warnings } = rules;

/**
 * The office's documents in memory, and the project's rules over them, judged by the embedded backend's engine without
 * its sockets: hundreds of cases a second. Each request comes one second after the last.
 */
export class Office {
  readonly #documents = new Map<string, Document>();
  #requests = 0;

  /** Puts documents there past the rules. `NOW` is a time before any request. */
  seed(documents: Readonly<Record<string, Data>>): this {
    for (const [path, data] of Object.entries(documents)) {
      this.#documents.set(`${ROOT}/${path}`, document(path, toFields(data, DAY_START)));
    }
    return this;
  }

  /** One batch; applied when every write is allowed. */
  write(uid: string | null, ...writes: readonly Write[]): Verdict {
    const time = this.#nextTime();
    const before = new Map(this.#documents);
    const after = new Map(before);
    for (const write of writes) {
      const name = `${ROOT}/${'set' in write ? write.set : write.remove}`;
      if ('set' in write) after.set(name, document(write.set, toFields(write.data, time)));
      else after.delete(name);
    }
    const readers = readersOf(before, after);
    const budget = { perRequest: writes.length > 1 ? 20 : 10, cache: new Map(), used: 0 };
    const now = new Map(before); // a second write to a document is judged against the first one's result
    for (const write of writes) {
      const name = `${ROOT}/${'set' in write ? write.set : write.remove}`;
      const resource = now.get(name);
      const common = { identity: identityOf(uid), time, name };
      let verdict: Verdict;
      if ('set' in write) {
        const next = document(write.set, toFields(write.data, time));
        verdict = rules.judge(
          resource
            ? { ...common, method: 'update', resource, after: next }
            : { ...common, method: 'create', after: next },
          readers,
          budget,
        );
        now.set(name, next);
      } else {
        if (!resource) throw new Error(`nothing to remove at ${name}`);
        verdict = rules.judge({ ...common, method: 'delete', resource }, readers, budget);
        now.delete(name);
      }
      if (!verdict.allowed) return verdict;
    }
    for (const name of [...this.#documents.keys()]) if (!after.has(name)) this.#documents.delete(name);
    for (const [name, one] of after) this.#documents.set(name, one);
    return { allowed: true };
  }

  get(uid: string | null, path: string): Verdict {
    const name = `${ROOT}/${path}`;
    const resource = this.#documents.get(name) ?? null;
    return this.#judgeRead({ identity: identityOf(uid), time: this.#nextTime(), method: 'get', name, resource });
  }

  /** A query of one collection (`calendars/board/entries`), or of a group (`**` + its name), with equality filters. */
  list(uid: string | null, collection: string, where: Data = {}): Verdict {
    const isGroup = collection.startsWith('**');
    const at = collection.lastIndexOf('/');
    const parent = isGroup || at < 0 ? ROOT : `${ROOT}/${collection.slice(0, at)}`;
    const collectionId = isGroup ? collection.slice(2) : collection.slice(at + 1);
    const filters = Object.entries(where).map(([fieldPath, value]) => ({
      fieldFilter: { field: { fieldPath }, op: 'EQUAL', value: toValue(value, DAY_START) },
    }));
    const query = {
      from: [{ collectionId, allDescendants: isGroup }],
      ...(filters.length > 0 ? { where: { compositeFilter: { op: 'AND', filters } } } : {}),
    };
    return this.#judgeRead({ identity: identityOf(uid), time: this.#nextTime(), method: 'list', parent, query });
  }

  #judgeRead(request: Parameters<Ruleset['judge']>[0]): Verdict {
    return rules.judge(request, readersOf(this.#documents, this.#documents), {
      perRequest: 10,
      cache: new Map(),
      used: 0,
    });
  }

  #nextTime(): string {
    this.#requests += 1;
    return new Date(Date.parse('2026-11-24T02:00:00Z') + this.#requests * 1000)
      .toISOString()
      .replace('000Z', '000001Z');
  }
}

const document = (path: string, fields: Fields): Document => ({
  name: `${ROOT}/${path}`,
  fields,
  createTime: DAY_START,
  updateTime: DAY_START,
});

const readersOf = (before: ReadonlyMap<string, Document>, after: ReadonlyMap<string, Document>) => ({
  before: { get: (name: string) => before.get(name) ?? null },
  after: { get: (name: string) => after.get(name) ?? null },
});

const identityOf = (uid: string | null) =>
  uid === null
    ? ({ kind: 'anonymous' } as const)
    : ({ kind: 'user', uid, token: { sub: uid, ...addressOf(uid) }, expiresAt: 4e9 } as const);

/** Of an account that has changed it: members (people.ts) are still listed under `@example.test`. */
const addressOf = (uid: string) => ({ email: `${uid}@new.example.test`, email_verified: uid !== 'editor' });
