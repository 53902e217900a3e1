import { publishedWeekFromDocument } from '#data/documents.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { todayAt } from '#domain/time.ts';
import { tellWeek, writeWays, type Post } from '#server/tellNotices.ts';

/** How long until what a mail server or a push service did not take is tried again. */
const RETRY_MS = 10 * 60_000;

/**
 * Tells each member who chose so (`notices/{uid}`) of what is issued, once a revision (`tellWeek`). Without any
 * way nothing is watched.
 * @returns ends it; what is under way is finished.
 */
export async function startNotices({
  retryMs = RETRY_MS,
  ...to
}: Post & { retryMs?: number }): Promise<() => Promise<void>> {
  const { db, mail, push, now, log } = to;
  await writeWays(to);
  if (!mail && !push) return async () => {};

  const waiting = new Map<string, PublishedWeek>(); // of which somebody could not be told yet
  let work = Promise.resolve();
  let stopped = false;
  const tell = (week: PublishedWeek) => {
    const name = `${week.calendar}_${week.week}`;
    work = work
      .then(async () => {
        if (stopped) return;
        if (await tellWeek(to, week)) waiting.delete(name);
        else waiting.set(name, week);
      })
      .catch((cause: unknown) => {
        waiting.set(name, week);
        log(`Chưa báo được lịch ${name}: ${(cause as Error).message}`);
      });
  };
  const stop = db
    .collection('publishedWeeks')
    .where('to', '>=', todayAt(now()))
    .onSnapshot(
      (snapshot) => {
        for (const { type, doc } of snapshot.docChanges()) {
          if (type === 'removed') continue;
          try {
            tell(publishedWeekFromDocument(doc.data()));
          } catch (cause) {
            // Thrown from here it would end the process, again at each start. Once the week is issued anew it is told.
            log(`Chưa báo được lịch ${doc.id}: ${(cause as Error).message}`);
          }
        }
      },
      (cause) => log(`Không báo được nữa cho tới khi chạy lại: ${cause.message}`),
    );
  const timer = setInterval(() => [...waiting.values()].forEach(tell), retryMs);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    stop();
    await work;
  };
}
