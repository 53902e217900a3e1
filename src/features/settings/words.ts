import { assumedLength } from '#domain/assumed.ts';
import { isSameSetting, kindOf, settingDraft, type SettingKey } from '#domain/agencyForm.ts';
import { FEED_WINDOW, type AgencySettings, type Directory } from '#domain/directory.ts';
import { defaultDocumentNo } from '#domain/publication.ts';
import { deadlineOf, DEFAULT_DEADLINE } from '#domain/request.ts';
import { formatClock, formatDay, minutesAt, todayAt, weekday } from '#domain/time.ts';
import { addWeeks, printedNumber, type WeekId } from '#domain/week.ts';
import type { Messages } from './messages.ts';

const isLength = (key: SettingKey): key is Extract<SettingKey, `assumed:${string}`> => key.startsWith('assumed:');

/** What the row is called. */
export const settingName = (key: SettingKey, t: Messages): string =>
  isLength(key)
    ? t.settings.assumed(t.edit.kinds[kindOf(key)].toLowerCase())
    : t.settings.keys[key as keyof Messages['settings']['keys']];

/** The setting as it stands, in words. */
export function settingValue(
  key: SettingKey,
  settings: AgencySettings,
  calendars: Directory['calendars'],
  t: Messages,
): string {
  const s = t.settings;
  if (isLength(key)) {
    const words = t.compile.length(assumedLength(kindOf(key), settings.assumedMinutes));
    return settings.assumedMinutes?.[kindOf(key)] === undefined ? s.usual(words) : words;
  }
  switch (key) {
    case 'requestDeadline': {
      const { requestDeadline: deadline = DEFAULT_DEADLINE } = settings;
      return deadline === null
        ? s.noDeadline
        : s.deadline(formatClock(deadline.time), t.common.weekdays[deadline.weekday - 1] ?? '');
    }
    case 'defaultCalendar':
      return calendars.get(settings.defaultCalendar)?.name ?? settings.defaultCalendar;
    case 'weekNumbering':
      return s.numbering[settings.weekNumbering];
    case 'season':
    case 'locality':
      return settingDraft(key, settings).text || s.none;
    case 'recipients':
      return settings.recipients?.join('; ') ?? s.none;
    case 'replacesInvitation':
      return s.yesNo[settings.replacesInvitation ? 'true' : 'false'];
    case 'blockedWords':
      return settings.blockedWords.join(', ') || s.none;
    case 'embedAncestors':
      return settings.embedAncestors.map((origin) => (origin === '*' ? s.everySite : origin)).join(', ') || s.none;
    case 'feedWindow': {
      const { past, ahead } = settings.feedWindow ?? FEED_WINDOW;
      return s.feeds(past, ahead);
    }
    default:
      return settingDraft(key, settings).text;
  }
}

/** What saving `after` would do, said before it is saved; null: nothing would change. */
export function consequence(
  key: SettingKey,
  before: AgencySettings,
  after: AgencySettings,
  { week, calendars }: { week: WeekId; calendars: Directory['calendars'] },
  t: Messages,
): string | null {
  if (isSameSetting(key, before, after)) return null;
  const c = t.settings.consequences;
  if (isLength(key)) {
    return c.assumed(t.compile.length(assumedLength(kindOf(key), after.assumedMinutes)));
  }
  switch (key) {
    case 'requestDeadline': {
      const asked = addWeeks(week, 1);
      const deadline = deadlineOf(asked, after);
      if (deadline === null) return c.noDeadline;
      const day = todayAt(deadline);
      return c.requestDeadline(
        printedNumber(asked, after.weekNumbering, null),
        formatClock(minutesAt(deadline)),
        `${t.common.weekdays[weekday(day) - 1]} ${formatDay(day)}`,
      );
    }
    case 'name':
    case 'parentName':
      return c.name;
    case 'locality':
      return after.locality === undefined ? c.noLocality : c.locality(after.locality);
    case 'recipients':
      return after.recipients ? c.recipients(after.recipients.length) : c.noRecipients;
    case 'defaultCalendar':
      return c.defaultCalendar(settingValue(key, after, calendars, t));
    case 'documentNoTemplate': {
      const number = (revision: number) => defaultDocumentNo(after, { week, printedNumber: null }, revision);
      return c.documentNoTemplate(number(1), number(2));
    }
    case 'weekNumbering':
      return c.weekNumbering(week, printedNumber(week, after.weekNumbering, null));
    case 'replacesInvitation':
      return c.replacesInvitation;
    case 'blockedWords':
      return c.blockedWords(after.blockedWords.length);
    case 'embedAncestors': {
      const { embedAncestors: origins } = after;
      if (origins.includes('*')) return c.embedAll;
      return origins.length === 0 ? c.embedNone : c.embedAncestors(origins.length);
    }
    case 'feedWindow':
      return c.feedWindow;
    case 'season':
      return after.season ? c.season(settingValue(key, after, calendars, t)) : c.noSeason;
    default:
      return c.session(settingValue(key, after, calendars, t));
  }
}
