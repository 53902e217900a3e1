import { adjustment, type PublicEntry, type PublishedWeek } from '#domain/publication.ts';
import { formatClock, type Minutes } from '#domain/time.ts';

/** The licence of open data, for machines; its name in words stands on `/data`. */
export const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';

/** Of the files' form: a reader may rely on what weekSchema.ts says while this stays. Fields may be added. */
const FORM = 1;

/**
 * An issued week as JSON (docs/open-data.md, weekSchema.ts): the published document field by field, with clock times
 * as people write them. Nothing is left out and nothing added: the document holds public words only.
 */
export function weekJson(week: PublishedWeek, origin: string): string {
  const data = {
    $schema: `${origin}/data/schema.json`,
    form: FORM,
    licence: LICENCE,
    attribution: week.agencyName,
    page: `${origin}/lich/${week.calendar}/${week.week}`,
    timeZone: 'Asia/Ho_Chi_Minh',
    calendar: { id: week.calendar, name: week.calendarName },
    week: week.week,
    from: week.from,
    to: week.to,
    number: week.number,
    revision: week.revision,
    adjustment: adjustment(week.revision),
    issuedAt: instant(week.issuedAt),
    revisions: Object.entries(week.revisionTimes)
      .map(([revision, at]) => ({ revision: Number(revision), issuedAt: instant(at) }))
      .sort((a, b) => a.revision - b.revision),
    documentNo: week.documentNo,
    signer: week.signer,
    locality: week.locality ?? null,
    recipients: week.recipients ?? [],
    remarks: week.remarks,
    replacesInvitation: week.replacesInvitation,
    duty: week.duty,
    daysOff: week.holidays ?? {},
    entries: week.entries.map(entryData),
    changes: week.changes.map(({ kind, entryId, fields, reason }) => ({ kind, entry: entryId, fields, reason })),
  };
  return `${JSON.stringify(data, null, 1)}\n`;
}

function entryData({ time, change, personIds, ...entry }: PublicEntry) {
  return {
    ...entry,
    session: time.session,
    start: clock(time.start),
    end: clock(time.end),
    people: personIds,
    change: change && { kind: change.kind, fields: change.fields },
  };
}

/** ISO 8601 in UTC, to the second. */
const instant = (epochMs: number): string => new Date(epochMs).toISOString().replace(/\.\d+/, '');

/** "07:30"; an end at midnight is "24:00". */
const clock = (minutes: Minutes | null): string | null => (minutes === null ? null : formatClock(minutes));

/** The columns of the CSV, in order. New ones are added at the end. */
const COLUMNS: readonly (readonly [name: string, cell: (entry: PublicEntry) => string])[] = [
  ['id', ({ id }) => id],
  ['date', ({ date }) => date],
  ['lastDate', ({ lastDate }) => lastDate],
  ['session', ({ time }) => time.session ?? ''],
  ['start', ({ time }) => clock(time.start) ?? ''],
  ['end', ({ time }) => clock(time.end) ?? ''],
  ['content', ({ content }) => content],
  ['chairs', ({ chairs }) => chairs.join('; ')],
  ['attendees', ({ attendees }) => attendees.join('; ')],
  ['invitees', ({ invitees }) => invitees.join('; ')],
  ['forInformation', ({ forInformation }) => forInformation.join('; ')],
  ['place', ({ place }) => place ?? ''],
  ['gatheringPoint', ({ gatheringPoint }) => gatheringPoint ?? ''],
  ['connectionPoints', ({ connectionPoints }) => connectionPoints.join('; ')],
  ['preparingUnit', ({ preparingUnit }) => preparingUnit ?? ''],
  ['logistics', ({ logistics }) => logistics ?? ''],
  ['officeLead', ({ officeLead }) => officeLead ?? ''],
  ['invitationNo', ({ invitationNo }) => invitationNo ?? ''],
  ['documentNo', ({ documentNo }) => documentNo ?? ''],
  ['separateInvitation', ({ separateInvitation }) => String(separateInvitation)],
  ['replacesInvitation', ({ replacesInvitation }) => String(replacesInvitation)],
  ['kind', ({ kind }) => kind],
  ['status', ({ status }) => status],
  ['reason', ({ reason }) => reason ?? ''],
  ['actingFor', ({ actingFor }) => actingFor ?? ''],
  ['sequence', ({ sequence }) => String(sequence)],
];

/**
 * The entries of an issued week as CSV (RFC 4180: CRLF, quotes doubled), one a row under a row of names. It begins with
 * a byte order mark, without which Excel reads Vietnamese as Latin.
 */
export function weekCsv({ entries }: PublishedWeek): string {
  const rows = [
    COLUMNS.map(([name]) => name),
    ...entries.map((entry) => COLUMNS.map(([, cell]) => harmless(cell(entry)))),
  ];
  return `\uFEFF${rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')}`;
}

/** What a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV Injection"). */
const harmless = (text: string): string =>
  /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;

const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
