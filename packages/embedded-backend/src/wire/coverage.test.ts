import { afterEach, expect, test } from 'vitest';
import { openBackend, type Backend } from '../backend.ts';

const rules = (condition: string) => `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /a/{id} { allow get: if ${condition}; }
  }
}`;

let backend: Backend | undefined;
afterEach(() => backend?.close());

async function open(emulator: boolean): Promise<string> {
  backend = await openBackend({
    projectId: 'demo',
    dataDir: null,
    rules: rules(`id == 'x'`),
    emulator,
    log: () => undefined,
  });
  return `http://127.0.0.1:${await backend.listen('127.0.0.1', 0)}`;
}

const PATH = '/emulator/v1/projects/demo:ruleCoverage';
const read = (url: string, project = 'demo') =>
  fetch(`${url}/v1/projects/${project}/databases/(default)/documents/a/x`).then((answer) => answer.text());
const reportAt = async (url: string) => (await (await fetch(url + PATH)).json()) as { report: unknown[] };

test('emulator mode tells anybody what the rules gave, anew for each rules file', async () => {
  const url = await open(true);
  await read(url);
  await read(url);
  expect(await reportAt(url)).toMatchObject({
    rules: { files: [{ name: 'firestore.rules', content: rules(`id == 'x'`) }] },
    report: [{ sourcePosition: { line: 4 }, values: [{ value: { boolValue: true }, count: 2 }] }],
  });

  const page = await fetch(`${url}${PATH}.html`);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'");
  expect(await page.text()).toContain('title="true: 2×"');

  const put = (content: string) =>
    fetch(`${url}/emulator/v1/projects/demo:securityRules`, {
      method: 'PUT',
      body: JSON.stringify({ rules: { files: [{ name: 'other.rules', content }] } }),
    });
  expect((await put(rules('id == database'))).status).toBe(200);
  await read(url);
  expect(await reportAt(url)).toMatchObject({
    rules: { files: [{ name: 'other.rules' }] },
    report: [{ values: [{ value: { boolValue: false }, count: 1 }] }],
  });
  // Rules that do not compile change nothing.
  expect((await put('nonsense')).status).toBe(400);
  expect(await reportAt(url)).toMatchObject({ report: [{ values: [{ count: 1 }] }] });
});

test('the public port of a product tells nobody; an administrator counts from the first question on', async () => {
  const url = await open(false);
  const hidden = await fetch(url + PATH, { headers: { Authorization: 'Bearer owner' } });
  expect(hidden.status).toBe(404);

  const { firestorePort, secret } = await backend!.listenAdmin();
  const ask = (authorization: string) =>
    fetch(`http://127.0.0.1:${firestorePort}${PATH}`, { headers: { Authorization: authorization } });
  expect((await ask('Bearer owner')).status).toBe(401);
  expect((await ask('')).status).toBe(401);
  const first = (await (await ask(`Bearer ${secret}`)).json()) as { report: { values?: unknown }[] };
  expect(first.report[0]!.values).toBeUndefined();
  await read(url);
  expect(await (await ask(`Bearer ${secret}`)).json()).toMatchObject({
    report: [{ values: [{ value: { boolValue: true }, count: 1 }] }],
  });
});
