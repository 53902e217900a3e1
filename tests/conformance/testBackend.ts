import { openBackend, type Backend, type BackendOptions } from 'embedded-backend/backend.ts';

export const OPEN_RULES = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /{document=**} { allow read, write: if true; }
  }
}`;

/** Visitors read what is public; a signed-in person reads and writes their own notes. */
export const OFFICE_RULES = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /published/{week} { allow read; }
    match /notes/{note} {
      allow read: if request.auth != null && resource.data.owner == request.auth.uid;
      allow create: if request.auth != null && request.resource.data.owner == request.auth.uid;
      allow update: if request.auth != null && resource.data.owner == request.auth.uid
        && request.resource.data.owner == resource.data.owner;
      allow delete: if request.auth != null && resource.data.owner == request.auth.uid;
    }
    match /gated/{id} {
      allow read: if get(/databases/$(database)/documents/gates/main).data.open == true;
    }
  }
}`;

export interface TestBackend {
  readonly backend: Backend;
  readonly host: string;
  readonly port: number;
  readonly url: string;
  readonly log: string[];
  close(): Promise<void>;
}

export async function openTestBackend({
  rules = OPEN_RULES,
  port = 0,
  ...options
}: Partial<BackendOptions> & { port?: number } = {}): Promise<TestBackend> {
  const log: string[] = [];
  const backend = await openBackend({
    projectId: 'demo-office',
    dataDir: null,
    rules,
    emulator: true,
    log: (line) => log.push(line),
    ...options,
  });
  const host = '127.0.0.1';
  const bound = await backend.listen(host, port);
  return { backend, host, port: bound, url: `http://${host}:${bound}`, log, close: () => backend.close() };
}
