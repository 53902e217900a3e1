import { FEED_WINDOW, type AgencySettings, type Directory, type RequestDeadline } from './directory.ts';
import { ENTRY_KINDS, type EntryKind } from './entry.ts';
import { DEFAULT_DEADLINE } from './request.ts';
import { cleanText, lengthOf, LIMITS } from './text.ts';
import type { Hours, Season } from './officeHours.ts';
import { DAY_END, formatClock, isLocalDate, parseClock, readTime, SESSIONS } from './time.ts';
import type { Minutes, Session } from './time.ts';
import { NUMBERING_POLICIES, type NumberingPolicy } from './week.ts';

/** What an administrator sets of the agency, one thing a row. */
export type SettingKey =
  | 'name'
  | 'parentName'
  | 'locality'
  | 'defaultCalendar'
  | 'documentNoTemplate'
  | 'weekNumbering'
  | 'replacesInvitation'
  | 'recipients'
  | 'requestDeadline'
  | Session
  | 'season'
  | `season:${Session}`
  | `assumed:${EntryKind}`
  | 'blockedWords'
  | 'embedAncestors'
  | 'feedWindow';

/**
 * As it is typed; of choices, the key chosen. `beside`: a second field. Of the deadline its weekday, '1' Monday … '7' Sunday,
 * '' none; of feeds the days ahead.
 */
export interface SettingDraft {
  readonly text: string;
  readonly beside: string;
}

export type SettingError =
  | 'missing'
  | 'tooLong'
  | 'noWeek'
  | 'unknownPart'
  | 'noTime'
  | 'noSpan'
  | 'endBeforeStart'
  | 'overlap'
  | 'noLength'
  | 'lengthRange'
  | 'tooMany'
  | 'badOrigin'
  | 'noDays'
  | 'noSeason'
  | 'noCalendar';

/** `part`: the typed text that is wrong, of a list. `beside`: of two fields the second is wrong, and not the first. */
export type ParsedSetting =
  | { readonly ok: true; readonly settings: AgencySettings }
  | { readonly ok: false; readonly error: SettingError; readonly part?: string; readonly beside?: true };

const isKindKey = (key: SettingKey): key is `assumed:${EntryKind}` => key.startsWith('assumed:');
export const kindOf = (key: `assumed:${EntryKind}`): EntryKind => key.slice('assumed:'.length) as EntryKind;

export const ASSUMED_KEYS = ENTRY_KINDS.map((kind) => `assumed:${kind}` as const);

const isSession = (key: SettingKey): key is Session => (SESSIONS as readonly string[]).includes(key);

/** Of the season with hours of its own; there is none without one. */
export const isOfSeason = (key: SettingKey): key is `season:${Session}` => key.startsWith('season:');
const sessionIn = (key: `season:${Session}`): Session => key.slice('season:'.length) as Session;

const spanText = ({ start, end }: { start: number; end: number }): string =>
  `${formatClock(start as Minutes)}–${formatClock(end as Minutes)}`;

const plain = (text: string): SettingDraft => ({ text, beside: '' });

/** What the field shows of the setting as it stands. */
export function settingDraft(key: SettingKey, settings: AgencySettings): SettingDraft {
  if (isKindKey(key)) return plain(lengthText(settings.assumedMinutes?.[kindOf(key)]));
  if (isSession(key)) return plain(spanText(settings.sessions[key]));
  if (isOfSeason(key)) return plain(settings.season ? spanText(settings.season.sessions[sessionIn(key)]) : '');
  switch (key) {
    case 'requestDeadline': {
      const { requestDeadline: deadline = DEFAULT_DEADLINE } = settings;
      return deadline === null
        ? plain(formatClock(DEFAULT_DEADLINE.time))
        : { text: formatClock(deadline.time), beside: String(deadline.weekday) };
    }
    case 'blockedWords':
    case 'embedAncestors':
    case 'recipients':
      return plain((settings[key] ?? []).join('\n'));
    case 'locality':
      return plain(settings.locality ?? '');
    case 'feedWindow': {
      const { past, ahead } = settings.feedWindow ?? FEED_WINDOW;
      return { text: String(past), beside: String(ahead) };
    }
    case 'season':
      return plain(settings.season ? `${dayText(settings.season.from)} – ${dayText(settings.season.to)}` : '');
    case 'replacesInvitation':
      return plain(String(settings.replacesInvitation));
    default:
      return plain(settings[key]);
  }
}

/** "10-15" → "15/10" */
const dayText = (dayOfYear: string): string => dayOfYear.split('-').reverse().join('/');

const lengthText = (minutes: number | undefined): string => (minutes === undefined ? '' : String(minutes));

/** `settings` with what was typed in place of the setting, or why not. */
export function parseSetting(
  key: SettingKey,
  draft: SettingDraft,
  settings: AgencySettings,
  calendars: Directory['calendars'],
): ParsedSetting {
  const done = (change: Partial<AgencySettings>): ParsedSetting => ({ ok: true, settings: { ...settings, ...change } });
  const fault = (error: SettingError, part?: string): ParsedSetting => ({
    ok: false,
    error,
    ...(part === undefined ? {} : { part }),
  });
  if (isKindKey(key)) {
    const minutes = parseLength(draft.text);
    if (typeof minutes === 'string') return fault(minutes);
    const { [kindOf(key)]: _before, ...others } = settings.assumedMinutes ?? {};
    return done({ assumedMinutes: minutes === null ? others : { ...others, [kindOf(key)]: minutes } });
  }
  if (isSession(key)) {
    const sessions = parseSession(key, draft.text, settings.sessions);
    return typeof sessions === 'string' ? fault(sessions) : done({ sessions });
  }
  if (isOfSeason(key)) {
    const { season } = settings;
    if (!season) return fault('noSeason');
    const sessions = parseSession(sessionIn(key), draft.text, season.sessions);
    return typeof sessions === 'string' ? fault(sessions) : done({ season: { ...season, sessions } });
  }
  switch (key) {
    case 'requestDeadline':
      return parseDeadline();
    case 'blockedWords': {
      const words = listOf(draft.text, /[\n,;]/);
      const long = words.find((word) => lengthOf(word) > LIMITS.line);
      if (long !== undefined) return fault('tooLong', long);
      return words.length > LIMITS.words ? fault('tooMany') : done({ blockedWords: words });
    }
    case 'recipients': {
      const { recipients: _before, ...others } = settings;
      const lines = listOf(draft.text, /\n/, bareRecipient);
      const long = lines.find((line) => lengthOf(line) > LIMITS.line);
      if (long !== undefined) return fault('tooLong', long);
      if (lines.length > LIMITS.recipients) return fault('tooMany');
      return { ok: true, settings: lines.length === 0 ? others : { ...others, recipients: lines } };
    }
    case 'locality': {
      const { locality: _before, ...others } = settings;
      const text = cleanText(draft.text);
      if (lengthOf(text) > LIMITS.name) return fault('tooLong');
      return { ok: true, settings: text === '' ? others : { ...others, locality: text } };
    }
    case 'embedAncestors': {
      const origins = listOf(draft.text, /[\s,;]/).map((origin) => origin.replace(/\/$/, ''));
      const bad = origins.find((origin) => !ORIGIN.test(origin));
      if (bad !== undefined) return fault('badOrigin', bad);
      return origins.length > LIMITS.origins ? fault('tooMany') : done({ embedAncestors: origins });
    }
    case 'feedWindow': {
      const [past, ahead] = [draft.text, draft.beside].map(parseDays);
      if (past === undefined) return fault('noDays');
      return ahead === undefined ? { ok: false, error: 'noDays', beside: true } : done({ feedWindow: { past, ahead } });
    }
    case 'season': {
      const { season: before, ...others } = settings;
      if (cleanText(draft.text) === '') return { ok: true, settings: others };
      const days = parseDaysOfYear(draft.text);
      return days ? done({ season: { ...days, sessions: before?.sessions ?? settings.sessions } }) : fault('noSeason');
    }
    case 'replacesInvitation':
      return done({ replacesInvitation: draft.text === 'true' });
    case 'weekNumbering':
      return NUMBERING_POLICIES.includes(draft.text as NumberingPolicy)
        ? done({ weekNumbering: draft.text as NumberingPolicy })
        : fault('missing');
    case 'defaultCalendar':
      return calendars.get(draft.text)?.active ? done({ defaultCalendar: draft.text }) : fault('noCalendar');
    default: {
      const text = cleanText(draft.text);
      if (text === '') return fault('missing');
      if (lengthOf(text) > LIMITS.name) return fault('tooLong');
      if (key === 'documentNoTemplate') {
        const unknown = text.match(/\{[^}]*\}?/g)?.find((part) => !TEMPLATE_PARTS.includes(part));
        if (unknown !== undefined) return fault('unknownPart', unknown);
        if (!text.includes('{week}')) return fault('noWeek');
      }
      return done({ [key]: text });
    }
  }

  function parseDeadline(): ParsedSetting {
    if (draft.beside === '') return done({ requestDeadline: null });
    const time = parseClock(draft.text);
    if (time === undefined) return fault('noTime');
    const deadline: RequestDeadline = { weekday: Number(draft.beside), time };
    return done({ requestDeadline: deadline });
  }
}

function parseSession(session: Session, text: string, before: Hours): Hours | 'endBeforeStart' | 'noSpan' | 'overlap' {
  const time = readTime(text);
  if (time === 'endBeforeStart') return time;
  if (!time || time.start === null || time.end === null) return 'noSpan';
  const sessions = { ...before, [session]: { start: time.start, end: time.end } };
  const { morning, afternoon, evening } = sessions;
  return morning.end > afternoon.start || afternoon.end > evening.start ? 'overlap' : sessions;
}

/** `15/10 - 15/4`, `từ 16/4 đến 14/10` */
function parseDaysOfYear(text: string): Pick<Season, 'from' | 'to'> | undefined {
  const match = /^(?:từ |tu )?(\d{1,2})[/.](\d{1,2}) ?(?:[-–]|đến|den) ?(\d{1,2})[/.](\d{1,2})$/i.exec(cleanText(text));
  if (!match) return undefined;
  const [from, to] = [match.slice(1, 3), match.slice(3, 5)].map(([day, month]) =>
    [month, day].map((part) => part!.padStart(2, '0')).join('-'),
  );
  const isDay = (day: string | undefined): day is string => isLocalDate(`2024-${day}`); // a leap year
  return isDay(from) && isDay(to) ? { from, to } : undefined;
}

/** The parts of a number's template that are filled in (`documentNo`, publication.ts). */
const TEMPLATE_PARTS = ['{week}', '{adjustment}', '{year}'];

const ORIGIN = /^(\*|https?:\/\/[A-Za-z0-9.-]+(:[0-9]{1,5})?)$/;

/** Clean, each once, blank ones dropped, in the order typed. */
export const listOf = (text: string, between: RegExp, clean = cleanText): readonly string[] => [
  ...new Set(
    text
      .split(between)
      .map(clean)
      .filter((item) => item !== ''),
  ),
];

/** "- Các phòng, đơn vị;" → "Các phòng, đơn vị": the sheet puts the marks. */
const bareRecipient = (line: string): string => cleanText(cleanText(line).replace(/^[-–+•*]|[;.,]$/g, ''));

const MOST_DAYS = 3650;

/** `90`, `90 ngày` */
function parseDays(text: string): number | undefined {
  const match = /^(\d{1,4})(?: ?(?:ngày|ngay|days?))?$/i.exec(cleanText(text));
  const days = match ? Number(match[1]) : Number.NaN;
  return days <= MOST_DAYS ? days : undefined;
}

const SHORTEST = 5;

/**
 * A length as one writes it: `90`, `90 phút`, `1h30`, `2 giờ`. Null for blank text: as long as everything else. The
 * text "2" is two minutes, and refused as too short rather than guessed at.
 */
function parseLength(text: string): number | null | 'noLength' | 'lengthRange' {
  const clean = cleanText(text);
  if (clean === '') return null;
  const bare = /^(\d{1,5})(?: ?(?:phút|phut|ph|p|'|minutes?|min))?$/i.exec(clean);
  const minutes = bare ? Number(bare[1]) : parseClock(clean);
  if (minutes === undefined) return /^24 ?(?:h|giờ|gio)$/i.test(clean) ? DAY_END : 'noLength';
  return minutes < SHORTEST || minutes > DAY_END ? 'lengthRange' : minutes;
}

// Two at once -------------------------------------------------------------------------------------------------------------

/** Whether the setting says the same in both. */
export function isSameSetting(key: SettingKey, a: AgencySettings, b: AgencySettings): boolean {
  const [left, right] = [settingDraft(key, a), settingDraft(key, b)];
  return left.text === right.text && left.beside === right.beside;
}

/**
 * What was typed over what now stands. Lists take both sides' additions and removals; all else is what was typed: the
 * page says beside the field that somebody changed it meanwhile.
 */
export function settingOver(
  key: SettingKey,
  opened: AgencySettings,
  typed: AgencySettings,
  now: AgencySettings,
): AgencySettings {
  if (key !== 'blockedWords' && key !== 'embedAncestors') return typed;
  const before = opened[key];
  const kept = now[key].filter((item) => typed[key].includes(item) || !before.includes(item));
  const added = typed[key].filter((item) => !before.includes(item) && !kept.includes(item));
  return { ...typed, [key]: [...kept, ...added] };
}

/**
 * The fields of the document that differ, by their paths (`sessions.morning`): what is not named stays as somebody else
 * left it. Undefined: the field goes.
 */
export function settingChanges(before: AgencySettings, after: AgencySettings): Readonly<Record<string, unknown>> {
  const changes: Record<string, unknown> = {};
  const compare = (path: string, a: unknown, b: unknown) => {
    if (JSON.stringify(a) !== JSON.stringify(b)) changes[path] = b;
  };
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof AgencySettings>;
  for (const key of keys) {
    if (key === 'sessions') {
      for (const session of SESSIONS) compare(`sessions.${session}`, before.sessions[session], after.sessions[session]);
    } else if (key === 'assumedMinutes') {
      for (const kind of ENTRY_KINDS) {
        compare(`assumedMinutes.${kind}`, before.assumedMinutes?.[kind], after.assumedMinutes?.[kind]);
      }
    } else compare(key, before[key], after[key]);
  }
  return changes;
}
