import { memo, useEffect, useReducer } from 'react';

/** The quick line's grammar and what shows its parts: fetched when the page is idle, or a hand is on the line before. */
async function load() {
  const [{ readQuickLine }, { QuickParts }] = await Promise.all([
    import('#domain/quickLine.ts'),
    import('./QuickParts.tsx'),
  ]);
  return { readQuickLine, Parts: memo(QuickParts) };
}

type QuickReading = Awaited<ReturnType<typeof load>>;

let loaded: QuickReading | undefined;

export const quickReading = { ready: async (): Promise<QuickReading> => (loaded ??= await load()) };

/** Undefined until it is there, which draws again. Not to be had, it is asked for again at the next key. */
export function useQuickReading(line: string): QuickReading | undefined {
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    if (line !== '' && !loaded) quickReading.ready().then(drawAgain, () => undefined);
  }, [line]);
  return loaded;
}
