import type { IncomingMessage } from 'node:http';
import type { Authenticate } from '../auth/identity.ts';
import { ROOT_SEGMENTS } from '../model/resourceName.ts';
import { StatusError } from '../model/status.ts';
import { refusalOf } from '../service/errors.ts';
import { asMessage, type Json } from '../service/request.ts';
import type { Service } from '../service/service.ts';
import { readBody, sendError, sendLongJson, splitUrl, type Handler } from './http.ts';
import { MAX_REQUEST_BYTES } from './limits.ts';
import { requestOf } from './requestOf.ts';
import type { WaitingRoom } from './waitingRoom.ts';

const PREFIX = '/v1/';

/** `POST …/documents[/{path}]:{verb}`: the RPC, and the field that the URL stands for. */
const VERBS: Record<string, readonly [rpc: string, field: 'database' | 'parent']> = {
  batchGet: ['BatchGetDocuments', 'database'],
  commit: ['Commit', 'database'],
  batchWrite: ['BatchWrite', 'database'],
  beginTransaction: ['BeginTransaction', 'database'],
  rollback: ['Rollback', 'database'],
  runQuery: ['RunQuery', 'parent'],
  runAggregationQuery: ['RunAggregationQuery', 'parent'],
  listCollectionIds: ['ListCollectionIds', 'parent'],
  partitionQuery: ['PartitionQuery', 'parent'],
};

const READ = ['mask.fieldPaths', 'transaction', 'readTime'];
const CONDITION = ['currentDocument.exists', 'currentDocument.updateTime'];
/** Of calls without a verb: what the query of the URL may name. */
const PARAMETERS: Record<string, readonly string[]> = {
  'GET document': READ,
  'GET collection': [...READ, 'pageSize', 'pageToken', 'orderBy', 'showMissing'],
  'POST collection': ['mask.fieldPaths', 'documentId'],
  'PATCH document': ['mask.fieldPaths', 'updateMask.fieldPaths', ...CONDITION],
  'DELETE document': CONDITION,
};
/** What every API of Google takes, and nothing here depends on. */
const SYSTEM = /^(key|alt|fields|prettyPrint|quotaUser|callback|access_token|oauth_token|upload.*|\$.*)$/;

/** Other names than those of the message and of every API. */
function requireParameters(query: URLSearchParams, names: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !names.includes(name) && !SYSTEM.test(name));
  if (unknown !== undefined)
    throw new StatusError(
      'INVALID_ARGUMENT',
      `Invalid JSON payload received. Unknown name "${unknown}": Cannot bind query parameter.`,
    );
}

/** Firestore's REST form: unary verbs and document paths (firestore protocol, section 3). */
export function restHandler({
  service,
  authenticate,
  waitingRoom,
  log,
}: {
  service: Service;
  authenticate: Authenticate;
  waitingRoom: WaitingRoom;
  log: (line: string) => void;
}): Handler {
  return async (req, res) => {
    const { path, query } = splitUrl(req);
    if (!path.startsWith(PREFIX)) return false;
    try {
      const [rpc, request] = await callOf(req, path.slice(PREFIX.length), query, waitingRoom);
      const answer = await service.call(rpc, requestOf(rpc, request), await authenticate(req.headers.authorization));
      await sendLongJson(res, answer, waitingRoom);
    } catch (error) {
      sendError(res, refusalOf(error, log));
    }
    return true;
  };
}

async function callOf(
  req: IncomingMessage,
  path: string,
  query: URLSearchParams,
  waitingRoom: WaitingRoom,
): Promise<[rpc: string, request: Json]> {
  const verb = req.method === 'POST' ? /:([A-Za-z]+)$/.exec(path)?.[1] : undefined;
  const segments = (verb === undefined ? path : path.slice(0, -verb.length - 1)).split('/').map(decodeSegment);
  if (segments[0] !== 'projects' || segments[2] !== 'databases' || segments[4] !== 'documents') {
    throw new StatusError('NOT_FOUND', `There is nothing at ${PREFIX}${path}.`);
  }
  const name = segments.join('/');
  if (verb !== undefined) {
    const [rpc, field] = (Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined) ?? [];
    if (rpc === undefined || field === undefined) throw new StatusError('UNIMPLEMENTED', `${verb} is not supported.`);
    requireParameters(query, []);
    const body = await readMessage(req, waitingRoom);
    return [rpc, { ...body, [field]: field === 'database' ? databaseOnly(segments) : name }];
  }
  const isDocument = (segments.length - ROOT_SEGMENTS) % 2 === 0;
  requireParameters(query, PARAMETERS[`${req.method} ${isDocument ? 'document' : 'collection'}`] ?? []);
  const shared = {
    mask: maskOf(query, 'mask'),
    transaction: text(query, 'transaction'),
    readTime: text(query, 'readTime'),
  };
  switch (req.method) {
    case 'GET':
      if (isDocument) return ['GetDocument', defined({ name, ...shared })];
      return [
        'ListDocuments',
        defined({
          ...inCollection(segments),
          ...shared,
          pageSize: text(query, 'pageSize'),
          pageToken: text(query, 'pageToken'),
          orderBy: text(query, 'orderBy'),
          showMissing: flag(query, 'showMissing'),
        }),
      ];
    case 'POST':
      if (isDocument) break;
      return [
        'CreateDocument',
        defined({
          ...inCollection(segments),
          documentId: text(query, 'documentId'),
          document: await readMessage(req, waitingRoom),
          mask: shared.mask,
        }),
      ];
    case 'PATCH':
      if (!isDocument) break;
      return [
        'UpdateDocument',
        defined({
          document: { ...(await readMessage(req, waitingRoom)), name },
          updateMask: maskOf(query, 'updateMask'),
          mask: shared.mask,
          currentDocument: preconditionOf(query),
        }),
      ];
    case 'DELETE':
      if (!isDocument) break;
      return ['DeleteDocument', defined({ name, currentDocument: preconditionOf(query) })];
  }
  throw new StatusError('NOT_FOUND', `There is nothing to ${req.method ?? 'do'} at ${PREFIX}${path}.`);
}

function decodeSegment(segment: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    throw new StatusError('INVALID_ARGUMENT', 'The path is not valid percent-encoding.');
  }
  if (decoded.includes('/')) throw new StatusError('INVALID_ARGUMENT', 'An id contains a slash.');
  return decoded;
}

function databaseOnly(segments: string[]): string {
  if (segments.length !== ROOT_SEGMENTS)
    throw new StatusError('INVALID_ARGUMENT', 'This verb is for the whole database.');
  return segments.slice(0, -1).join('/');
}

function inCollection(segments: string[]): { parent: string; collectionId: string } {
  return { parent: segments.slice(0, -1).join('/'), collectionId: segments.at(-1)! };
}

/** The web SDK says `text/plain`, to spare itself a preflight: the type is not looked at. */
async function readMessage(req: IncomingMessage, waitingRoom: WaitingRoom): Promise<Json> {
  const body = await readBody(req, MAX_REQUEST_BYTES, waitingRoom);
  if (body === '') return {};
  try {
    return asMessage(JSON.parse(body));
  } catch (cause) {
    if (cause instanceof StatusError) throw cause;
    throw new StatusError('INVALID_ARGUMENT', 'Invalid JSON payload received.');
  }
}

function maskOf(query: URLSearchParams, field: string): Json | undefined {
  const fieldPaths = query.getAll(`${field}.fieldPaths`);
  return fieldPaths.length === 0 ? undefined : { fieldPaths };
}

function preconditionOf(query: URLSearchParams): Json | undefined {
  const exists = flag(query, 'currentDocument.exists');
  const updateTime = text(query, 'currentDocument.updateTime');
  return exists === undefined && updateTime === undefined ? undefined : defined({ exists, updateTime });
}

function flag(query: URLSearchParams, name: string): boolean | undefined {
  const value = text(query, name);
  if (value === undefined) return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new StatusError('INVALID_ARGUMENT', `${name} is true or false.`);
}

function text(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) ?? undefined;
}

function defined(request: Json): Json {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}
