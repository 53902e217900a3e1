import type { PublishedWeek } from '#domain/publication.ts';
import type { WeekId } from '#domain/week.ts';
import { publishedWeekFromDocument } from './documents.ts';
import { realProject } from './realProject.ts';

/** A value as Firestore's REST API writes it: one field, named after its type. */
type RestValue = Readonly<Record<string, unknown>>;
type RestFields = Readonly<Record<string, RestValue>>;

/**
 * An issued week of the project that the build is for, by one document read and without the SDK: readers of a project
 * without Functions load neither its 25 kB nor anybody's session. Null: there is no such document.
 * @param revision as it was then; else as it stands.
 */
export async function readIssuedWeek(calendar: string, week: WeekId, revision?: number): Promise<PublishedWeek | null> {
  const { projectId, apiKey } = realProject() ?? {};
  const copy = revision === undefined ? '' : `/revisions/${revision}`;
  const document = `projects/${projectId}/databases/(default)/documents/publishedWeeks/${calendar}_${week}${copy}`;
  // No header of our own: a browser would ask for leave first, by another request.
  const response = await fetch(`https://firestore.googleapis.com/v1/${document}?key=${apiKey}`, { cache: 'no-store' });
  const body = (await response.json()) as { fields?: RestFields; error?: { status: string; message: string } };
  // A project or a database that is not there is a 404 too, and says nothing of the week.
  if (response.status === 404 && body.error?.message.includes('publishedWeeks/')) return null;
  if (!response.ok) throw new Error(`the store answered ${response.status} ${body.error?.status}`);
  return publishedWeekFromDocument(plainFields(body.fields));
}

const plainFields = (fields: RestFields = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)]));

/** Of the types that a published week has. */
function plain(value: RestValue): unknown {
  const [[type, of] = []] = Object.entries(value);
  switch (type) {
    case 'integerValue':
      return Number(of);
    case 'timestampValue':
      return new Date(String(of).replace(/(\.\d{3})\d+/, '$1')); // old engines take no more than milliseconds
    case 'arrayValue':
      return ((of as { values?: RestValue[] }).values ?? []).map(plain);
    case 'mapValue':
      return plainFields((of as { fields?: RestFields }).fields);
    default:
      return of; // null, a truth value, text
  }
}
