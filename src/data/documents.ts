/**
 * Every document of the store, as Firestore holds it, and the way to the domain's values and back. Objects are strict:
 * a field more or less is a fault. firestore.rules says the same in its language; tests/rules holds the two together.
 *
 * No Firebase here: a document's timestamp is anything with `toMillis()`, or a Date. `…FromDocument` throws (ValiError)
 * for what is not such a document; `…ToDocument` gives plain data that every SDK takes.
 */
export * from './documents/absences.ts';
export * from './documents/entries.ts';
export * from './documents/notices.ts';
export * from './documents/office.ts';
export * from './documents/privateFeeds.ts';
export * from './documents/publishedWeeks.ts';
export * from './documents/weeks.ts';
