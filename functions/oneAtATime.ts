import type { DocumentReference } from 'firebase-admin/firestore';

/** How long a function may tell of a week: the most that Google lets one run for an event. */
export const TELLING_SECONDS = 540;

/** Who began longer ago was killed at it. */
const KILLED_MS = (TELLING_SECONDS + 60) * 1000;

/**
 * Does `work` unless another instance is at it, for which `mark` stands meanwhile: events come at least once, two of a week
 * may come together, and Google may run more instances than it was told to. False: not done.
 */
export async function oneAtATime(mark: DocumentReference, work: () => Promise<boolean>): Promise<boolean> {
  const held = await mark.get();
  if (held.exists) {
    if ((held.get('since') as number) > Date.now() - KILLED_MS) return false;
    await mark.delete({ lastUpdateTime: held.updateTime! });
  }
  const { writeTime } = await mark.create({ since: Date.now() }); // rejects for all but one
  try {
    return await work();
  } finally {
    await mark.delete({ lastUpdateTime: writeTime });
  }
}
