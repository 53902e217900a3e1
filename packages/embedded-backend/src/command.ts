import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openBackend } from './backend.ts';
import { RulesError } from './rules/ruleset.ts';
import { DatabaseError } from './store/databaseError.ts';

const USAGE = `Firestore and Auth for tests: no Java, no Google account. Answers this machine only.

  embedded-backend --rules FILE [--port 8080] [--project demo-project] [--data DIR]

  --rules FILE    firestore.rules; read once at the start
  --port N        0 takes any free port; the first line of output names it
  --project ID    of accounts and signed tokens; Firestore answers for any project
  --data DIR      kept there; without it all is gone at the end`;

/** A mistake of whoever typed the command, told in one sentence. */
class UsageError extends Error {}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8080' },
      rules: { type: 'string' },
      project: { type: 'string', default: 'demo-project' },
      data: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(USAGE);
  if (values.rules === undefined) throw new UsageError('--rules FILE is missing.');
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new UsageError(`${values.port} is no port.`);
  const backend = await openBackend({
    projectId: values.project,
    dataDir: values.data ?? null,
    rules: readFileSync(values.rules, 'utf8'),
    emulator: true,
  });
  const stop = () => void backend.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(`Firestore and Auth: http://127.0.0.1:${await backend.listen('127.0.0.1', port)}`);
}

main().catch((error: unknown) => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof RulesError) console.error(`Rules, line ${error.line}, column ${error.column}: ${message}`);
  else if (error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS')) console.error(`${message}\n\n${USAGE}`);
  else if (code === 'EADDRINUSE') console.error('The port is in use: choose another with --port.');
  else if (error instanceof DatabaseError || code === 'ENOENT' || code === 'EACCES') console.error(message);
  else console.error(error);
  process.exit(1);
});
