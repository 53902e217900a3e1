import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBackend, type Backend } from '../backend.ts';

// The real limit is two thousand.
vi.mock('./limits.ts', async (original) => ({
  ...(await original<typeof import('./limits.ts')>()),
  MAX_SESSIONS: 3,
}));

const rules = 'service cloud.firestore { match /databases/{d}/documents { match /open/{id} { allow read; } } }';
let backend: Backend;
let channel: string;
const open: AbortController[] = [];
beforeEach(async () => {
  backend = await openBackend({ projectId: 'demo', dataDir: null, rules, emulator: false, log: () => undefined });
  channel = `http://127.0.0.1:${await backend.listen('127.0.0.1', 0)}/google.firestore.v1.Firestore/Listen/channel?VER=8`;
});
afterEach(() => {
  open.splice(0).forEach((abort) => abort.abort());
  return backend.close();
});

async function shakeHands(): Promise<{ status: number; text: string; url: string }> {
  const answer = await fetch(`${channel}&RID=1`, { method: 'POST', body: new URLSearchParams({ count: '0' }) });
  const text = await answer.text();
  return { status: answer.status, text, url: `${channel}&SID=${/"c","([^"]+)"/.exec(text)?.[1]}` };
}

/** A browser that listens; `says` is what comes next. */
async function listener() {
  const { url, status } = await shakeHands();
  expect(status).toBe(200);
  const abort = new AbortController();
  open.push(abort);
  const { body } = await fetch(`${url}&RID=rpc&AID=0&CI=0&TYPE=xmlhttp`, { signal: abort.signal });
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  return { url, says: async () => (await reader.read()).value, leave: () => fetch(`${url}&TYPE=terminate`) };
}

test('when all streams are taken the next browser is told to try later, and is let in when one leaves', async () => {
  const [first] = await Promise.all([listener(), listener(), listener()]);
  const refused = await shakeHands();
  expect([refused.status, JSON.parse(refused.text)]).toEqual([
    503,
    { error: { code: 503, status: 'UNAVAILABLE', message: 'Too many open streams.' } },
  ]);
  await first.leave();
  await listener();
});

test('streams that are opened and left keep nobody out, and end nobody’s who listens', async () => {
  const lan = await listener();
  for (let n = 0; n < 20; n++) await shakeHands();
  const an = await listener();
  for (const { says, url } of [lan, an]) {
    expect(await says()).toContain('noop');
    expect((await fetch(`${url}&RID=2&AID=0`, { method: 'POST', body: 'count=0&ofs=0' })).status).toBe(200);
  }
});
