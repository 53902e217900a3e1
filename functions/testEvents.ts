// For tests: what Firestore tells functions, as Google's emulator sends it.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

interface Message {
  fromObject(value: object): object;
  encode(message: object): { finish(): Uint8Array };
}
/** The descriptors of the event that firebase-functions read it by. */
const { DocumentEventData } = (
  createRequire(import.meta.url)(join(root, 'node_modules/firebase-functions/protos/compiledFirestore.js')) as {
    google: { events: { cloud: { firestore: { v1: { DocumentEventData: Message } } } } };
  }
).google.events.cloud.firestore.v1;

/** REST's JSON of a document as its protobuf: the same but for instants. */
const protobuf = (json: unknown): unknown => {
  if (Array.isArray(json)) return json.map(protobuf);
  if (json === null || typeof json !== 'object') return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      if (name === 'nullValue') return [name, 0];
      if (typeof value !== 'string' || !/^(timestampValue|createTime|updateTime)$/.test(name))
        return [name, protobuf(value)];
      const ms = Date.parse(value);
      return [name, { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 }];
    }),
  );
};

/** That a document was written: to a function of the functions emulator, whose answer it gives. */
export async function tellFunction(
  { functions, firestore, project }: { functions: string; firestore: string; project: string },
  name: string,
  document: string,
  id: string = randomUUID(),
): Promise<number> {
  const path = `projects/${project}/databases/(default)/documents/${document}`;
  const stored = await fetch(`http://${firestore}/v1/${path}`, { headers: { Authorization: 'Bearer owner' } });
  const gone = { name: path, createTime: { seconds: 1 }, updateTime: { seconds: 1 } };
  const data = stored.ok ? { value: protobuf(await stored.json()) } : { oldValue: gone };
  const body = DocumentEventData.encode(DocumentEventData.fromObject(data)).finish();
  const response = await fetch(`${functions}/functions/projects/${project}/triggers/asia-southeast1-${name}-0`, {
    method: 'POST',
    headers: {
      'content-type': 'application/protobuf',
      'ce-specversion': '1.0',
      'ce-id': id,
      'ce-type': 'google.cloud.firestore.document.v1.written',
      'ce-source': `//firestore.googleapis.com/projects/${project}/databases/(default)`,
      'ce-subject': `documents/${document}`,
      'ce-time': new Date().toISOString(),
      'ce-project': project,
      'ce-location': 'asia-southeast1',
      'ce-database': '(default)',
      'ce-namespace': '(default)',
      'ce-document': document,
    },
    body: Buffer.from(body).toString('base64'),
  });
  await response.text();
  return response.status;
}
