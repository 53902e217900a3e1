/** How long other windows have to answer, milliseconds: they are on this machine, and nobody waits for the answer. */
const PATIENCE_MS = 300;

type Message = { readonly ask: true } | { readonly name: string };

/** Answers other windows of this site that ask who is there, until stopped. */
export function answerAs(name: string): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {};
  const channel = new BroadcastChannel('editors');
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if ('ask' in data) channel.postMessage({ name } satisfies Message);
  };
  return () => channel.close();
}

/** The names of the other windows of this site that a member has open. */
export function livingTabs(): Promise<ReadonlySet<string>> {
  if (typeof BroadcastChannel === 'undefined') return Promise.resolve(new Set());
  const channel = new BroadcastChannel('editors');
  const names = new Set<string>();
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if ('name' in data) names.add(data.name);
  };
  channel.postMessage({ ask: true } satisfies Message);
  return new Promise((resolve) => {
    setTimeout(() => {
      channel.close();
      resolve(names);
    }, PATIENCE_MS);
  });
}
