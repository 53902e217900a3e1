// For tests: the public handler over a backend of its own, as start/ composes them, without a socket to readers.
import { connectAdmin } from 'embedded-backend/admin.ts';
import { openBackend } from 'embedded-backend/backend.ts';
import { JSDOM } from 'jsdom';
import { calendarToDocument, personToDocument, publishedWeekToDocument, settingsToDocument } from '#data/documents.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { at, calendars, people, settings } from '#ui/fixtures.ts';
import { createApp } from './app.ts';

export const ORIGIN = 'http://lich.example.vn';

/** An office whose settings, calendars and people are those of #ui/fixtures.ts; nothing is issued. */
export async function openTestSite(name: string, more: Partial<Parameters<typeof createApp>[0]> = {}) {
  // Nobody may anything: the server reads over the private channel, which asks no rule.
  const rules = "rules_version = '2'; service cloud.firestore { match /none/{id} { allow read: if false; } }";
  const backend = await openBackend({ projectId: name, dataDir: null, rules, emulator: false, log: () => {} });
  const admin = await connectAdmin({ projectId: name, ...(await backend.listenAdmin()) });
  const { db } = admin;
  const batch = db.batch();
  batch.set(db.doc('settings/agency'), settingsToDocument(settings));
  for (const calendar of calendars) batch.set(db.doc(`calendars/${calendar.id}`), calendarToDocument(calendar));
  for (const person of people) batch.set(db.doc(`people/${person.id}`), personToDocument(person));
  await batch.commit();

  const clock = { now: at('2026-11-23', 870) }; // Monday of week 48, 14:30
  const create = () =>
    createApp({ db, now: () => clock.now, assets: { script: '/assets/app.js', inlineCss: 'body{margin:0}' }, ...more });
  let app = create();
  const get = (path: string, headers: Record<string, string> = {}) => app.request(`${ORIGIN}${path}`, { headers });

  return {
    db,
    auth: admin.auth,
    clock,
    get,
    app: () => app,
    /** The handler as it is after a start: nothing kept in memory. */
    restart: () => {
      app = create();
    },
    issue: (week: PublishedWeek) =>
      db.doc(`publishedWeeks/${week.calendar}_${week.week}`).set(publishedWeekToDocument(week)),
    clear: async () => {
      for (const doc of await db.collection('publishedWeeks').listDocuments()) await db.recursiveDelete(doc);
    },
    open: async (path: string) => {
      const response = await get(path);
      const html = await response.text();
      const { document } = new JSDOM(html).window;
      const text = (selector: string) =>
        [...document.querySelectorAll(selector)].map((element) => element.textContent!.replace(/\s+/g, ' ').trim());
      const links = (within = '') =>
        [...document.querySelectorAll(`${within} a`)].map((link) => link.getAttribute('href'));
      return { status: response.status, headers: response.headers, html, document, text, links };
    },
    close: async () => {
      await admin.close();
      await backend.close();
    },
  };
}
