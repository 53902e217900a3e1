import { invalid, textOf } from './message.ts';
import type { StatusError } from './status.ts';
import type { Fields, Value } from './value.ts';

/** The names on the way to a field, outermost first; never empty. */
export type FieldPath = readonly string[];

const SIMPLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const MAX_BYTES = 1500;

/** Reads `a.b`, `` a.`b.c`.d `` with `` \` `` and `\\` inside the quotes; INVALID_ARGUMENT else. */
export function parseFieldPath(text: unknown): FieldPath {
  if (typeof text !== 'string' || text === '') throw malformed(text, 'is empty');
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw malformed(`${text.slice(0, 40)}…`, `is longer than ${MAX_BYTES} bytes`);
  const path: string[] = [];
  const part = /(?:`((?:[^`\\]|\\.)*)`|([A-Za-z_][A-Za-z0-9_]*))(\.|$)/sy;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (!match) throw malformed(text, 'is malformed');
    const name = match[1] === undefined ? match[2]! : match[1].replaceAll(/\\(.)/gs, '$1');
    if (name === '') throw malformed(text, 'has an empty name');
    path.push(name);
    if (match[3] === '.' && part.lastIndex === text.length) throw malformed(text, 'ends in a dot');
  }
  return path;
}

export function printFieldPath(path: FieldPath): string {
  return path
    .map((name) => (SIMPLE.test(name) ? name : `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``))
    .join('.');
}

/** `undefined`: there is no such field. */
export function fieldAt(fields: Fields, path: FieldPath): Value | undefined {
  let value: Value | undefined;
  let at: Fields | undefined = fields;
  for (const name of path) {
    if (at === undefined || !Object.hasOwn(at, name)) return undefined;
    value = at[name];
    at = value !== undefined && 'mapValue' in value ? value.mapValue.fields : undefined;
  }
  return value;
}

/**
 * A copy of fields that is being changed, at as many paths as one likes: each map on their way is copied once, all others
 * are shared.
 */
export class Draft {
  readonly fields: Fields;
  /** Copies of ours, which may be changed. */
  readonly #own: Set<Fields>;

  constructor(fields: Fields) {
    this.fields = copyFields(fields);
    this.#own = new Set([this.fields]);
  }

  /** Sets the value at `path`, or removes it when that is undefined. What is in the way and no map is replaced by one when setting. */
  set(path: FieldPath, value: Value | undefined): void {
    let at = this.fields;
    for (const name of path.slice(0, -1)) {
      const inner = at[name];
      const isMap = inner !== undefined && 'mapValue' in inner;
      if (!isMap && value === undefined) return;
      let map = isMap ? inner.mapValue.fields : noFields();
      if (!this.#own.has(map)) {
        map = copyFields(map);
        this.#own.add(map);
        at[name] = { mapValue: { fields: map } };
      }
      at = map;
    }
    const last = path.at(-1)!;
    if (value === undefined) delete at[last];
    else at[last] = value;
  }
}

/**
 * A map that inherits nothing, in which `__proto__` is a name like any other. By its constructor: what `Object.create(null)`
 * makes is a hash table to V8, which takes three to fifteen times as long to fill and to list.
 */
export function noFields(): Fields {
  return new NoFields();
}

const NoFields = function () {} as unknown as new () => Fields;
NoFields.prototype = Object.create(null);

export function copyFields(fields: Fields): Fields {
  return Object.assign(noFields(), fields);
}

function malformed(text: unknown, why: string): StatusError {
  return invalid(`The field path "${textOf(text)}" ${why}.`);
}
