/**
 * How much a field holds: text in characters (`lengthOf`), lists in items. Forms, schemas and firestore.rules share
 * these; the rules write them as numbers.
 */
export const LIMITS = {
  name: 200, // of people, calendars, rooms, offices; signer, number
  line: 500, // every one-line text of an entry; a reference counts with its prefix. Sheets print whole lists as one text
  content: 2000,
  link: 1000,
  note: 2000,
  remarks: 2000,
  chairs: 10,
  parties: 60,
  points: 60,
  positions: 7, // of one person: rules look at each
  words: 200, // blocked words
  origins: 50,
  editorOf: 60,
  formerIds: 20, // of one calendar
  recipients: 12, // lines of Nơi nhận: they stand beside the signature, which is never alone on a sheet
  equipment: 20, // things in one room
  standing: 20_000, // of a clash that was accepted: two entries, and all that they share
  attends: 20, // entries that somebody away goes to all the same
  entries: 1000, // of one issued week
} as const;

// Cc control, Cf zero-width, bidirectional and soft hyphen, Zl and Zp line and paragraph separators, Cs lone surrogates:
// Word pastes them, nobody sees them, and they break search, sorting and the feed.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Plain text of one line: NFC, nothing invisible, single spaces, trimmed. */
export const cleanText = (text: string): string =>
  text
    .replace(/[\t\n\v\f\r\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/\p{Zs}+/gu, ' ')
    .trim()
    .normalize('NFC');

/** Small letters without marks, "đ" a "d": what is typed with Telex off, and compared with or without marks. */
export const withoutMarks = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd');

/** As `cleanText`, keeping line breaks as "\n"; empty lines are dropped. */
export const cleanLines = (text: string): string =>
  text
    .split(/\r\n|[\n\v\f\r\u2028\u2029]/)
    .map(cleanText)
    .filter((line) => line !== '')
    .join('\n');

/**
 * Characters as `size()` of Firestore's rules counts them: UTF-16 units, so that a face is two (docs/decisions/0047). Never
 * fewer than by code points.
 */
export const lengthOf = (text: string): number => text.length;

const INSIDE = String.raw`[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]`;
const EDGE = String.raw`[^\p{Cc}\p{Cf}\p{Z}]`;

/** What `cleanText` leaves: one line, nothing invisible, no space at its ends. firestore.rules has the same patterns. */
export const LINE_SOURCE = `${EDGE}(${INSIDE}*${EDGE})?`;
export const LINE_PATTERN = new RegExp(`^${LINE_SOURCE}$`, 'u');
export const LINES_PATTERN = new RegExp(String.raw`^${EDGE}((${INSIDE}|\n)*${EDGE})?$`, 'u');
