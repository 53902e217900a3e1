import type { Context } from 'hono';
import type { Calendar } from '#domain/directory.ts';
import { DEFAULT_LAYOUT } from '#domain/layout.ts';
import { subscribeWords } from '#i18n/subscribe.ts';
import { withQuery, type Ground } from './place.tsx';
import { frameMarkup, FRAME_SIZE, readWidget, THEMES, widgetQuery, type Widget } from './widget.ts';

const KINDS = ['bang', 'hom-nay', 'danh-sach'] as const;

/** What `?kieu=` and its neighbours of `/theo-doi` choose: the three of the ways to show a calendar that fit a column. */
export function readStep(c: Context, person: string | null): Widget {
  const kind = c.req.query('kieu');
  return {
    ...readWidget((name) => c.req.query(name), person),
    week: null,
    todayOnly: kind === 'hom-nay',
    layout: kind === 'danh-sach' ? 'c' : DEFAULT_LAYOUT,
  };
}

/** The third step of `/theo-doi`: a colleague of the clerk composes the line that puts a calendar on another site. */
export function EmbedStep({
  ground,
  calendarId,
  widget,
  formId,
}: {
  ground: Ground;
  /** Id of a calendar, or the name of a feed, which no page can embed. */
  calendarId: string;
  widget: Widget;
  /** The form of the first step, which sends this one's choices too. */
  formId: string;
}) {
  const { frame, origin, words } = ground;
  const t = subscribeWords(words).embed;
  const sites = frame.settings.embedAncestors;
  const calendar = embeddable(ground, calendarId);
  if (calendar === undefined) {
    return (
      <section id="nhung">
        <h2>{t.title}</h2>
        <p>{sites.length === 0 ? t.noSites : t.oneCalendar}</p>
      </section>
    );
  }
  const query = widgetQuery(widget);
  const path = withQuery(`/embed/${calendar.id}`, words, query);
  const attributes = Object.entries({ calendar: calendar.id, ...query, lang: words.common.language })
    .filter(([name, value]) => value !== null && !(name === 'lang' && value === 'vi'))
    .map(([name, value]) => ` data-${name}="${value}"`)
    .join('');
  const kind = widget.todayOnly ? 'hom-nay' : widget.layout === DEFAULT_LAYOUT ? 'bang' : 'danh-sach';
  return (
    <section id="nhung">
      <h2>{t.title}</h2>
      <p>{sites.includes('*') ? t.everySite : t.theseSites(sites.map((site) => site.replace(/^https?:\/\//, '')))}</p>
      <Choice label={t.kind} id="kieu">
        {KINDS.map((value) => (
          <Pick key={value} form={formId} type="radio" name="kieu" value={value} on={value === kind}>
            {t.kinds[value]}
          </Pick>
        ))}
      </Choice>
      <Choice label={t.theme} id="nen">
        {(['', ...THEMES] as const).map((value) => (
          <Pick key={value} form={formId} type="radio" name="nen" value={value} on={value === (widget.theme ?? '')}>
            {t.themes[value]}
          </Pick>
        ))}
      </Choice>
      <Choice label={t.size} id="co">
        {(['', 'lon'] as const).map((value) => (
          <Pick key={value} form={formId} type="radio" name="co" value={value} on={(value === 'lon') === widget.large}>
            {t.sizes[value]}
          </Pick>
        ))}
      </Choice>
      <Choice label={t.shown} id="hien">
        <Pick form={formId} type="checkbox" name="truc" value="co" on={widget.duty}>
          {t.duty}
        </Pick>
        <Pick form={formId} type="checkbox" name="nghi" value="co" on={widget.emptyWeekends}>
          {t.emptyWeekends}
        </Pick>
      </Choice>
      <p>
        <button className="btn" type="submit" form={formId} formAction="/theo-doi#nhung">
          {t.show}
        </button>
      </p>
      <Line label={t.line} id="dong-nhung" words={subscribeWords(words)}>
        {`<script src="${origin}/embed.js"${attributes} async></script>`}
      </Line>
      <Line label={t.noScript} id="khung-nhung" words={subscribeWords(words)}>
        {frameMarkup({ src: origin + path, title: t.frameTitle(calendar.name), ...FRAME_SIZE, fills: true })}
      </Line>
      <p className="small" role="status" />
    </section>
  );
}

/** What the line shows, as it will stand in a column; on a wide screen it stays beside the steps. */
export function Preview({
  ground: { words },
  calendar,
  widget,
}: {
  ground: Ground;
  calendar: Calendar;
  widget: Widget;
}) {
  const t = subscribeWords(words).embed;
  const path = withQuery(`/embed/${calendar.id}`, words, widgetQuery(widget));
  return (
    <section className="beside">
      <h2>{t.preview}</h2>
      <iframe className="preview" src={path} title={t.previewOf(calendar.name)} loading="lazy" />
    </section>
  );
}

/** The calendar that another site may embed: undefined for feeds, which no page shows, and where no site may. */
export const embeddable = ({ frame: { calendars, settings } }: Ground, id: string): Calendar | undefined =>
  settings.embedAncestors.length === 0 ? undefined : calendars.find((each) => each.id === id);

function Choice({ label, id, children }: { label: string; id: string; children: React.ReactNode }) {
  return (
    <div className="choice" role="group" aria-labelledby={id}>
      <span id={id}>{label}</span>
      <div className="picks">{children}</div>
    </div>
  );
}

function Pick({
  on,
  children,
  ...field
}: {
  form: string;
  type: 'radio' | 'checkbox';
  name: string;
  value: string;
  on: boolean;
  children: string;
}) {
  return (
    <label>
      <input {...field} defaultChecked={on} /> {children}
    </label>
  );
}

function Line({
  label,
  id,
  words,
  children,
}: {
  label: string;
  id: string;
  words: ReturnType<typeof subscribeWords>;
  children: string;
}) {
  return (
    <>
      <p className="small">{label}</p>
      <p className="choice">
        <code className="copy" id={id}>
          {children}
        </code>
        <button
          className="btn needs-script"
          type="button"
          data-copy={id}
          data-copied={words.copied}
          data-by-hand={words.byHand}
        >
          {words.copy}
        </button>
      </p>
    </>
  );
}
