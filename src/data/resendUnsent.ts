import { doc, getDocFromServer, serverTimestamp, writeBatch, type DocumentData } from 'firebase/firestore';
import { backend } from './firebase.ts';
import { livingTabs } from './livingTabs.ts';
import { isMap, place, unsentLetters, written, type Letter, type Write } from './outbox.ts';
import { tabName } from './unsaved.ts';

/**
 * Sends again what pages that are gone had not got rid of. Resolves to what the store would no longer take, as words of it
 * (an entry's content; '' where there is none): somebody was first, or the right is gone. What had arrived after all, only
 * its answer was lost, is none of these. Without a network it waits for one. `found`: what this page itself gives from now
 * on is not for it.
 */
export async function resendUnsent(found = unsentLetters()): Promise<readonly string[]> {
  if (found.length === 0) return [];
  const storage = place();
  const own = tabName(sessionStorage);
  const living = await livingTabs();
  const refused: string[] = [];
  for (const key of found) {
    const letter = read(storage.getItem(key));
    if (!letter || (letter.tab !== own && living.has(letter.tab))) continue;
    const batch = writeBatch(backend().db);
    for (const write of letter.writes) {
      const reference = doc(backend().db, write.path);
      if (write.do === 'delete') batch.delete(reference);
      else if (write.do === 'set') batch.set(reference, unwritten(write.data) as DocumentData);
      else batch.update(reference, unwritten(write.data) as DocumentData);
    }
    try {
      await batch.commit();
    } catch {
      if (!(await arrived(letter.writes))) refused.push(wordsOf(letter.writes));
    }
    storage.removeItem(key);
  }
  return refused;
}

/** Whether the store holds what was written, but for its timestamps. */
async function arrived(writes: readonly Write[]): Promise<boolean> {
  for (const write of writes) {
    const snapshot = await getDocFromServer(doc(backend().db, write.path)).catch(() => null);
    if (!snapshot) return false; // not to be seen is not to be known
    const data = snapshot.data();
    if (write.do === 'delete' ? data !== undefined : data === undefined || !holds(written(data), write.data))
      return false;
  }
  return true;
}

function holds(stored: unknown, sent: unknown): boolean {
  if (isMap(sent) && '$now' in sent) return true;
  if (Array.isArray(sent)) {
    return (
      Array.isArray(stored) && stored.length === sent.length && sent.every((item, index) => holds(stored[index], item))
    );
  }
  if (isMap(sent)) return isMap(stored) && Object.entries(sent).every(([name, value]) => holds(stored[name], value));
  return stored === sent;
}

/** An entry's words, wherever in the batch they stand. */
function wordsOf(writes: readonly Write[]): string {
  for (const write of writes) {
    if (write.do === 'delete' || !isMap(write.data)) continue;
    const entry = isMap(write.data['entry']) ? write.data['entry'] : write.data;
    if (typeof entry['content'] === 'string') return entry['content'];
  }
  return '';
}

function unwritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwritten);
  if (!isMap(value)) return value;
  if (typeof value['$date'] === 'number') return new Date(value['$date']);
  if (value['$now'] === true) return serverTimestamp();
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unwritten(item)]));
}

function read(text: string | null): Letter | undefined {
  try {
    const value = JSON.parse(text ?? 'null') as Letter | null;
    return value && Array.isArray(value.writes) ? value : undefined;
  } catch {
    return undefined;
  }
}
