import type { Document, Fields, Value } from '../model/value.ts';
import { Bytes, LatLng, Opaque, Path, type RulesMap, type RulesValue, Timestamp } from './values.ts';

const DATABASE = /^(projects\/[^/]+)\/(databases\/[^/]+\/documents)(?:\/|$)/;

/** Turns stored values into what rules see; a reference within `project` becomes the short path that rules write. */
export class Converter {
  /** `projects/{p}` */
  readonly project: string;
  /** `databases/{d}/documents` */
  readonly root: string;

  constructor(anyName: string) {
    const [, project, root] = DATABASE.exec(anyName) ?? [];
    if (project === undefined || root === undefined) throw new Error(`not a document name: ${anyName}`);
    this.project = project;
    this.root = root;
  }

  path(name: string): Path {
    return new Path((name.startsWith(`${this.project}/`) ? name.slice(this.project.length + 1) : name).split('/'));
  }

  resource(document: Document): RulesMap {
    return new Map<string, RulesValue>([
      ['data', this.map(document.fields)],
      ['id', document.name.slice(document.name.lastIndexOf('/') + 1)],
      ['__name__', this.path(document.name)],
    ]);
  }

  map(fields: Fields): RulesMap {
    const map = new Map<string, RulesValue>();
    for (const [name, value] of Object.entries(fields)) map.set(name, this.value(value));
    return map;
  }

  value(value: Value): RulesValue {
    if ('stringValue' in value) return value.stringValue;
    if ('integerValue' in value) return BigInt(value.integerValue);
    if ('doubleValue' in value) return Number(value.doubleValue);
    if ('booleanValue' in value) return value.booleanValue;
    if ('nullValue' in value) return null;
    if ('timestampValue' in value) return timestamp(value.timestampValue);
    if ('arrayValue' in value) return (value.arrayValue.values ?? []).map((item) => this.value(item));
    if ('mapValue' in value) {
      const fields = value.mapValue.fields ?? {};
      return isVector(fields) ? new Opaque(JSON.stringify(fields)) : this.map(fields);
    }
    if ('referenceValue' in value) return this.path(value.referenceValue);
    if ('bytesValue' in value) return new Bytes(Buffer.from(value.bytesValue, 'base64'));
    const { latitude, longitude } = value.geoPointValue;
    return new LatLng(latitude ?? 0, longitude ?? 0);
  }
}

function isVector(fields: Fields): boolean {
  const type = Object.hasOwn(fields, '__type__') ? fields['__type__'] : undefined;
  return type !== undefined && 'stringValue' in type && type.stringValue === '__vector__';
}

/** RFC 3339 with up to nine digits. */
export function timestamp(text: string): Timestamp {
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
