import protobuf, { type Field, type Type } from 'protobufjs';
import { invalid, isObject, isPresent, textOf } from '../model/message.ts';
import { canonicalTimestamp } from '../model/timestamp.ts';
import type { Json } from '../service/request.ts';
import { firestore } from './descriptors.ts';

/** Deeper than anything that is read here; what lies below is refused for its depth where it is read. */
const MAX_DEPTH = 100;

/**
 * A request in protobuf-JSON as the service reads it: enums by their names, of which JSON may have the numbers, and times as
 * text.
 *
 * Refuses a name that a message has not, as Google's surface does: a filter or a mask that is misspelt must not pass for
 * none. Values are left as they are: they are checked where they are read.
 */
export function requestOf(rpc: string, json: Json): Json {
  const method = firestore.methods[rpc];
  // Tags for Google's statistics, newer than the descriptors: nothing here depends on them.
  const { requestOptions: _, ...request } = json;
  return method ? read(method.resolvedRequestType!, request, '', MAX_DEPTH) : request;
}

function read(type: Type, message: Json, at: string, depth: number): Json {
  if (isWrittenOtherwise(type) || depth === 0) return message;
  return Object.fromEntries(
    Object.entries(message).map(([name, content]) => {
      const field = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
      if (!field) {
        const where = at === '' ? '' : ` at '${at}'`;
        throw invalid(`Invalid JSON payload received. Unknown name "${name}"${where}: Cannot find field.`);
      }
      return [name, readField(field, content, at === '' ? name : `${at}.${name}`, depth)];
    }),
  );
}

function readField(field: Field, content: unknown, at: string, depth: number): unknown {
  const { map, resolvedType: type } = field;
  if (map || !type) return content;
  if (Array.isArray(content)) {
    return content.map((item, index) =>
      Array.isArray(item) ? item : readField(field, item, `${at}[${index}]`, depth),
    );
  }
  if (type instanceof protobuf.Enum)
    return typeof content === 'number' ? (type.valuesById[content] ?? content) : content;
  if (type.fullName === '.google.protobuf.Timestamp' && isPresent(content)) {
    const time = canonicalTimestamp(content);
    if (time === undefined) throw invalid(`Invalid JSON payload received. '${at}' is no timestamp: ${textOf(content)}`);
    return time;
  }
  return isObject(content) ? read(type, content, at, depth - 1) : content;
}

/** Values, and the types whose JSON is not their fields: wrappers. */
function isWrittenOtherwise({ fullName }: Type): boolean {
  return fullName === '.google.firestore.v1.Value' || fullName.startsWith('.google.protobuf.');
}
