import { createRequire } from 'node:module';
import protobuf, { type Root, type Service, type Type } from 'protobufjs';

/**
 * google.firestore.v1 as @google-cloud/firestore ships it (Apache-2.0), and one field that the client SDKs send and the
 * public descriptors lack: `Write.verify` (firestore protocol, section 1).
 */
function load(): Root {
  const require = createRequire(import.meta.url);
  const root = protobuf.Root.fromJSON(
    require('@google-cloud/firestore/build/protos/v1.json') as Parameters<typeof protobuf.Root.fromJSON>[0],
  );
  const write = root.lookupType('google.firestore.v1.Write');
  const verify = new protobuf.Field('verify', 5, 'string');
  write.oneofs['operation']!.add(verify);
  return root.resolveAll() as Root;
}

const root = load();

export const firestore: Service = root.lookupService('google.firestore.v1.Firestore');
export const typeNamed = (name: string): Type => root.lookupType(name);
