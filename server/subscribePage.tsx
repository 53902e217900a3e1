import type { Context } from 'hono';
import { encode } from 'uqr';
import { FEED_WINDOW } from '#domain/directory.ts';
import { subscribeWords } from '#i18n/subscribe.ts';
import subscribeCss from '#ui/subscribe.css?inline';
import type { Document } from './document.tsx';
import { embeddable, EmbedStep, Preview, readStep } from './embedStep.tsx';
import { FEED_NAMES } from './feeds.ts';
import { Alternates, chosen, personName, withQuery, type Ground } from './place.tsx';
import type { Reading } from './reading.ts';
import { Page } from './shell.tsx';
import type { Widget } from './widget.ts';

/** One form holds the choices of all steps. */
const FORM = 'chon';

/** What a reader has chosen to follow; a person is followed in all calendars. */
interface Followed {
  readonly calendar: string; // id, or a name of FEED_NAMES
  readonly person: string | null;
}

/**
 * `/theo-doi`: which calendar (`?lich=`), whose entries (`?nguoi=`), and how to get them into one's own calendar app or
 * onto another site.
 */
export async function showSubscribe(reading: Reading, c: Context): Promise<Response> {
  const ground = await reading.ground(c);
  const { frame } = ground;
  const calendar = c.req.query('lich') || frame.settings.defaultCalendar;
  const names: readonly string[] = Object.values(FEED_NAMES);
  if (!names.includes(calendar) && !frame.calendars.some(({ id }) => id === calendar)) {
    return reading.missing(c, 'Calendar');
  }
  const person = c.req.query('nguoi') || null;
  if (person !== null && personName(frame, person, ground.today) === null) return reading.missing(c, 'Person');
  return reading.page(c, subscribePage(ground, { calendar, person }, readStep(c, person)), { preview: true });
}

function subscribePage(ground: Ground, followed: Followed, widget: Widget): Document {
  const { frame, words } = ground;
  const t = subscribeWords(words);
  const shown = embeddable(ground, followed.calendar);
  return {
    title: `${t.title} · ${frame.settings.name}`,
    head: (
      <>
        <meta name="description" content={t.what} />
        <Alternates place={ground} />
      </>
    ),
    body: (
      <Page ground={ground} at="subscribe" calendar={null}>
        <h1>{t.title}</h1>
        <div className="steps">
          <Which ground={ground} followed={followed} />
          <Follow ground={ground} followed={followed} />
          <EmbedStep ground={ground} calendarId={followed.calendar} widget={widget} formId={FORM} />
          {shown && <Preview ground={ground} calendar={shown} widget={widget} />}
          <InYourApp ground={ground} beside={!shown} />
        </div>
        <script type="module" src="/copy.js" />
      </Page>
    ),
    dress: { name: 'subscribes', css: subscribeCss },
  };
}

function Which({ ground: { frame, today, words }, followed }: { ground: Ground; followed: Followed }) {
  const t = subscribeWords(words);
  const calendars = [
    ...frame.calendars.filter(({ id, active }) => active || id === followed.calendar),
    { id: FEED_NAMES.all, name: t.all },
    { id: FEED_NAMES.reception, name: t.reception },
    { id: FEED_NAMES.holidays, name: t.holidays },
  ];
  return (
    <section>
      <h2>{t.which}</h2>
      <form id={FORM} action="/theo-doi" method="get">
        {words.common.language !== 'vi' && <input type="hidden" name="lang" value={words.common.language} />}
        <p className="choice">
          <label htmlFor="lich-nao">{t.calendar}</label>
          <select id="lich-nao" name="lich" defaultValue={followed.calendar}>
            {calendars.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </p>
        <p className="choice">
          <label htmlFor="cua-ai">{t.person}</label>
          <select id="cua-ai" name="nguoi" defaultValue={followed.person ?? ''} aria-describedby="cua-ai-note">
            <option value="">{t.everybody}</option>
            {frame.people.map(({ id }) => (
              <option key={id} value={id}>
                {personName(frame, id, today)}
              </option>
            ))}
          </select>
        </p>
        <p id="cua-ai-note" className="small">
          {t.personNote}
        </p>
        <p>
          <button className="btn" type="submit">
            {t.show}
          </button>
        </p>
      </form>
    </section>
  );
}

function Follow({ ground: { frame, origin, today, words }, followed }: { ground: Ground; followed: Followed }) {
  const t = subscribeWords(words);
  const { calendar, person } = followed;
  const path = person === null ? `/ical/${calendar}.ics` : `/ical/nguoi/${person}.ics`;
  const feed = origin + path;
  const webcal = feed.replace(/^https?:/, 'webcal:');
  const name =
    (person === null ? frame.calendars.find(({ id }) => id === calendar)?.name : personName(frame, person, today)) ??
    frame.settings.name;
  // Forms of address that these services take (docs/decisions/0073).
  const google = `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`;
  const outlook = (host: string) =>
    `https://${host}/calendar/0/addfromweb?url=${encodeURIComponent(feed)}&name=${encodeURIComponent(name)}`;
  const { past, ahead } = frame.settings.feedWindow ?? FEED_WINDOW;
  return (
    <section id="theo-doi">
      <h2>{t.follow}</h2>
      <p>{t.what}</p>
      <p className="ways">
        <a className="btn ink" href={webcal}>
          {t.open}
        </a>
        <a className="btn" href={google} rel="noopener noreferrer">
          {t.google}
        </a>
        <a className="btn" href={outlook('outlook.live.com')} rel="noopener noreferrer">
          {t.outlookHome}
        </a>
        <a className="btn" href={outlook('outlook.office.com')} rel="noopener noreferrer">
          {t.outlookWork}
        </a>
      </p>
      <p className="small">{t.elsewhere}</p>
      <p className="choice">
        <span>{t.address}</span>
        <code className="copy" id="dia-chi">
          {feed}
        </code>
        <button
          className="btn needs-script"
          type="button"
          data-copy="dia-chi"
          data-copied={t.copied}
          data-by-hand={t.byHand}
        >
          {t.copy}
        </button>
      </p>
      <p className="small" role="status" />
      <Qr text={origin + withQuery('/theo-doi', words, { lich: calendar, nguoi: person })} label={t.qr} />
      {calendar !== FEED_NAMES.holidays && <p className="small">{t.holds(past, ahead)}</p>}
    </section>
  );
}

/** Blank modules around a code, without which cameras do not find it (ISO/IEC 18004, 9.1). */
const QUIET = 4;

/** Dark on light in either theme, one path. */
function Qr({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: QUIET, ecc: 'M' });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <p className="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <span className="small" aria-hidden="true">
        {label}
      </span>
    </p>
  );
}

function InYourApp({ ground: { words }, beside }: { ground: Ground; beside: boolean }) {
  const t = subscribeWords(words);
  return (
    <section className={beside ? 'beside' : undefined}>
      <h2>{t.inYourApp}</h2>
      <dl>
        {t.apps.map(({ name, how, often }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{how}</dd>
            <dd className="small">{`${t.updates} ${often}`}</dd>
          </div>
        ))}
      </dl>
      <p className="small">
        <b>{t.staff}</b>
        {` ${t.staffText} `}
        <a href={chosen('/account', words)}>{t.account}</a>.
      </p>
      <p className="small">
        {`${t.data} `}
        <a href={chosen('/data', words)}>{t.dataLink}</a>.
      </p>
    </section>
  );
}
