import { typeClass } from '../model/order.ts';
import type { Document, Fields, Value } from '../model/value.ts';
import { Bytes, LatLng, Opaque, Path, type RulesMap, type RulesValue, Timestamp } from './values.ts';

const DATABASE = /^(projects\/[^/]+\/)databases\/[^/]+\/documents(?=\/|$)/;

/** Turns stored values into what rules see; a reference within `project` becomes the short path that rules write. */
export class Converter {
  /** `projects/{p}/` */
  readonly project: string;
  /** `projects/{p}/databases/{d}/documents/` */
  readonly root: string;

  constructor(anyName: string) {
    const [database, project] = DATABASE.exec(anyName) ?? [];
    if (database === undefined || project === undefined) throw new Error(`not a document name: ${anyName}`);
    this.project = project;
    this.root = `${database}/`;
  }

  path(name: string): Path {
    return new Path(name.startsWith(this.project) ? name.slice(this.project.length) : name);
  }

  resource({ name, fields }: Document): RulesMap {
    return new Map<string, RulesValue>()
      .set('data', this.map(fields))
      .set('id', name.slice(name.lastIndexOf('/') + 1))
      .set('__name__', this.path(name));
  }

  map(fields: Fields): RulesMap {
    const map = new Map<string, RulesValue>();
    for (const name in fields) map.set(name, this.value(fields[name]!));
    return map;
  }

  value(value: Value): RulesValue {
    const stored = value as Stored;
    switch (kindOf(value)) {
      case 'stringValue':
        return stored.stringValue;
      case 'integerValue':
        return BigInt(stored.integerValue);
      case 'doubleValue':
        return Number(stored.doubleValue);
      case 'booleanValue':
        return stored.booleanValue;
      case 'nullValue':
        return null;
      case 'timestampValue':
        return timestamp(stored.timestampValue);
      case 'arrayValue':
        return (stored.arrayValue.values ?? []).map((item) => this.value(item));
      case 'mapValue': {
        const fields = stored.mapValue.fields ?? {};
        return typeClass(value) === 'vector' ? new Opaque(JSON.stringify(fields)) : this.map(fields);
      }
      case 'referenceValue':
        return this.path(stored.referenceValue);
      case 'bytesValue':
        return new Bytes(Buffer.from(stored.bytesValue, 'base64'));
      case 'geoPointValue':
        return new LatLng(stored.geoPointValue.latitude ?? 0, stored.geoPointValue.longitude ?? 0);
    }
  }
}

type Merged<V> = V extends unknown ? (merged: V) => void : never;
/** All fields that a value may have, of which it has one. */
type Stored = Merged<Value> extends (merged: infer All) => void ? All : never;

/** The name of its one field: to look for each name in turn takes twice the time, and `Object.keys` makes a list. */
function kindOf(value: Value): keyof Stored {
  for (const kind in value) return kind as keyof Stored;
  throw new Error('a value without content');
}

let lastText = '';
let lastTimestamp = new Timestamp(0n);

/** RFC 3339 with up to nine digits. One commit writes the same time many times. */
export function timestamp(text: string): Timestamp {
  if (text !== lastText) {
    lastTimestamp = parseTimestamp(text);
    lastText = text;
  }
  return lastTimestamp;
}

function parseTimestamp(text: string): Timestamp {
  const [, seconds, fraction = '', zone = 'Z'] = /^([^.Zz+]+?)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  const millis = Date.parse(`${seconds}${zone}`);
  if (Number.isNaN(millis)) throw new Error(`not a timestamp: ${text}`);
  return new Timestamp(BigInt(millis) * 1_000_000n + BigInt(fraction.padEnd(9, '0')));
}

/** A token claim or other plain JSON; whole numbers are ints. */
export function fromJson(json: unknown): RulesValue {
  if (json === null || json === undefined) return null;
  if (typeof json === 'boolean' || typeof json === 'string') return json;
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json !== 'object') return null;
  return new Map(Object.entries(json).map(([name, value]) => [name, fromJson(value)]));
}
