import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Accounts } from './auth/accounts.ts';
import { openAuth } from './auth/auth.ts';
import type { Authenticate } from './auth/identity.ts';
import type { IdentityProvider } from './auth/identityProviders.ts';
import type { Letters } from './auth/letters.ts';
import type { Cost } from './auth/password.ts';
import { StatusError } from './model/status.ts';
import { compile } from './rules/compile.ts';
import type { Ruleset } from './rules/ruleset.ts';
import { Service } from './service/service.ts';
import { createStore } from './store/createStore.ts';
import { openDatabase } from './store/database.ts';
import { openingError } from './store/databaseError.ts';
import type { Store } from './store/store.ts';
import { controlHandler } from './wire/control.ts';
import { coverageHandler } from './wire/coverage.ts';
import { isLoopbackHost } from './wire/cors.ts';
import { openGrpc } from './wire/grpc.ts';
import { openPort, type Certificate, type Port } from './wire/port.ts';
import { restHandler } from './wire/rest.ts';
import { WaitingRoom } from './wire/waitingRoom.ts';
import { openWebChannel } from './wire/webChannel.ts';

export interface BackendOptions {
  projectId: string;
  /** null: in memory, gone with the process. */
  dataDir: string | null;
  /** Source of firestore.rules; a RulesError refuses the start. */
  rules: string;
  /** For tests: any project, `Bearer owner`, unsigned tokens, control endpoints. Listens on loopback only. */
  emulator: boolean;
  /** Foreign origins whose pages may call; not needed for pages from the same host and port. */
  allowedOrigins?: string[];
  /** The page that links in letters and invitations lead to. Default: `/account` of the first public port. */
  actionUrl?: string | undefined;
  /** How links reach people. Without `send` no mail goes out. */
  letters?: Letters | undefined;
  /** The office's own identity providers, whose ID tokens sign people in. */
  identityProviders?: readonly IdentityProvider[] | undefined;
  /** Of hashing a password. Default: dear for an office, cheap in emulator mode. */
  passwordCost?: Cost | undefined;
  /** Answers all that is neither Firestore nor Auth: the product's pages. */
  fallback?: (req: IncomingMessage, res: ServerResponse) => void;
  /** One line at a time, without control characters. Standard error if absent. */
  log?: (line: string) => void;
}

/** Firestore and Auth of one machine. */
export interface Backend {
  /** Opens a public port (0: any free one) and resolves to its number. With a certificate it speaks TLS only. */
  listen(host: string, port: number, certificate?: Certificate): Promise<number>;
  /** Another certificate for the ports that have one, for connections from now on. A wrong one throws and changes nothing. */
  setCertificate(certificate: Certificate): void;
  /**
   * Opens the private channel, whose callers are administrators (auth protocol, 4.7): a loopback port and a unix socket,
   * behind a secret that is new at every start. For `connectAdmin`.
   */
  listenAdmin(): Promise<{ firestorePort: number; authSocket: string; secret: string }>;
  /** Open listeners are judged again. Throws RulesError and changes nothing if the source does not compile. */
  setRules(source: string): void;
  readonly store: Store;
  readonly accounts: Accounts;
  close(): Promise<void>;
}

/** No commit is earlier than the one before, so small steps of the clock are everyday. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Letters of a line of the log. */
const MOST_LOGGED = 2000;

export async function openBackend(options: BackendOptions): Promise<Backend> {
  const { projectId, dataDir, emulator, allowedOrigins = [], fallback } = options;
  const write = options.log ?? ((line) => process.stderr.write(`${line}\n`));
  // Names of documents come from strangers: none may forge a line of the log, nor fill the disk with long ones.
  const log = (line: string) => void write(line.slice(0, MOST_LOGGED).replaceAll(/\p{Cc}+/gu, ' '));
  const compileOwn = (source: string): Ruleset => {
    const compiled = compile(source);
    for (const { line, column, message } of compiled.warnings) log(`firestore.rules:${line}:${column}: ${message}`);
    if (emulator) compiled.coverage(); // counts from the start
    return compiled;
  };
  let rules = compileOwn(options.rules);
  /** Rules that a test tool has set for a project of its own. */
  const rulesOfProjects = new Map<string, Ruleset>();
  const rulesOf = (project: string): Ruleset => rulesOfProjects.get(project) ?? rules;
  const database = openDatabase(dataDir);
  const closing: (() => unknown)[] = [() => database.close()];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const store = createStore(database, {
      onError: (error) => log(`defect: ${String((error as Error).stack ?? error)}`),
      onDamage: (what) => log(`damaged: ${what}`),
    });
    closing[0] = () => store.close(); // which closes the database too
    if (Date.parse(store.now) > Date.now() + CLOCK_TOLERANCE_MS) {
      log(`clock: the last change is of ${store.now}, which is to come. Until then every change gets that time.`);
    }
    let home = 'http://localhost';
    const actionUrl = () => options.actionUrl ?? `${home}/account`;
    const { letters, passwordCost, identityProviders } = options;
    const auth = await openAuth({
      database,
      projectId,
      dataDir,
      emulator,
      log,
      actionUrl,
      letters,
      passwordCost,
      identityProviders,
    });
    closing.push(() => auth.close());
    const service = new Service({
      store,
      rulesOf,
      projectId: emulator ? null : projectId,
      explain: emulator,
      log,
    });
    closing.push(auth.onSessionEnd(({ id }) => service.endSession(id)));

    const waitingRoom = new WaitingRoom();
    const ports: Port[] = [];
    const openOne = async (
      host: string,
      port: number,
      authenticate: Authenticate,
      isPublic: boolean,
      certificate?: Certificate,
    ): Promise<Port> => {
      const wire = { service, authenticate, waitingRoom, log };
      const grpc = openGrpc(wire);
      const webChannel = openWebChannel(wire);
      const control = controlHandler({
        compile,
        setRules: (project, source) => {
          source.coverage();
          rulesOfProjects.set(project, source);
          service.rejudge();
        },
        clear: (name) => store.clear(name),
        log,
      });
      const coverage = coverageHandler({
        coverageOf: (project) => rulesOf(project).coverage(),
        authenticate,
        isOpen: emulator && isPublic,
        log,
      });
      const handlers = isPublic
        ? [webChannel.handler, restHandler(wire), ...(emulator ? [coverage, control] : []), auth.handler]
        : [coverage];
      const shared = { grpc, handlers, allowedOrigins, emulator: emulator && isPublic, log, certificate };
      const opened = await openPort(host, port, { ...shared, fallback: isPublic ? fallback : undefined });
      closing.push(async () => {
        webChannel.close();
        grpc.close();
        await opened.close();
      });
      return opened;
    };

    return {
      store,
      accounts: auth.accounts,
      listen: async (host, port, certificate) => {
        if (emulator && !isLoopbackHost(host)) {
          throw new Error(`Emulator mode trusts every caller: it listens on loopback only, not on ${host}.`);
        }
        const opened = await openOne(host, port, auth.authenticate, true, certificate);
        ports.push(opened);
        const scheme = certificate ? 'https' : 'http';
        if (home === 'http://localhost') home = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${opened.port}`;
        return opened.port;
      },
      setCertificate: (certificate) => ports.forEach((port) => port.setCertificate(certificate)),
      listenAdmin: async () => {
        const secret = randomBytes(32).toString('hex');
        const { port } = await openOne('127.0.0.1', 0, onlyWith(secret), false);
        const socket = await openSocket(auth.adminHandler(secret));
        closing.push(socket.close);
        return { firestorePort: port, authSocket: socket.path, secret };
      },
      setRules: (source) => {
        rules = compileOwn(source);
        service.rejudge();
      },
      close: async () => {
        service.close();
        await close();
      },
    };
  } catch (cause) {
    await close();
    throw dataDir === null ? cause : openingError(dataDir, cause);
  }
}

/** Whoever knows the secret is administrator; nobody else is anybody. */
function onlyWith(secret: string): Authenticate {
  const expected = Buffer.from(`Bearer ${secret}`);
  return async (authorization) => {
    const given = Buffer.from(authorization ?? '');
    if (given.length === expected.length && timingSafeEqual(given, expected)) return { kind: 'admin' };
    throw new StatusError('UNAUTHENTICATED', 'Missing or invalid authentication.');
  };
}

/** A socket in a directory that only this user can enter; on Windows a named pipe. */
async function openSocket(handler: (req: IncomingMessage, res: ServerResponse) => Promise<boolean>) {
  const dir = process.platform === 'win32' ? null : mkdtempSync(join(tmpdir(), SOCKET_DIR));
  await removeSocketsOfTheDead();
  const path =
    dir === null ? `\\\\.\\pipe\\embedded-backend-${randomBytes(16).toString('hex')}` : join(dir, 'admin.sock');
  const server: Server = createServer((req, res) => void handler(req, res));
  server.listen(path);
  await once(server, 'listening');
  return {
    path,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      if (dir !== null) rmSync(dir, { recursive: true, force: true });
    },
  };
}

const SOCKET_DIR = 'embedded-backend-socket-';

/** A process that was killed leaves its directory behind: nobody answers there. Those of other users cannot be looked into. */
async function removeSocketsOfTheDead(): Promise<void> {
  const dirs = readdirSync(tmpdir()).filter((name) => name.startsWith(SOCKET_DIR));
  for (const dir of dirs.map((name) => join(tmpdir(), name))) {
    const socket = connect(join(dir, 'admin.sock'));
    const [error] = (await once(socket, 'connect').catch((cause: unknown) => [cause])) as [{ code?: string }?];
    socket.destroy();
    if (error?.code === 'ECONNREFUSED') rmSync(dir, { recursive: true, force: true });
  }
}
