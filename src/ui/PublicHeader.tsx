import { useMessages } from '#i18n/messages.tsx';
import { Icon } from './Icon.tsx';

interface CalendarLink {
  readonly name: string;
  readonly href: string;
  readonly current: boolean;
}

/** The head of every readers' page. On a phone all its ways stand in the menu; both are there with scripts off. */
export function PublicHeader({
  agency,
  homeHref,
  staffHref,
  languageHref,
  calendars,
}: {
  agency: string;
  homeHref: string;
  staffHref: string;
  /** This page in the other language. */
  languageHref: string;
  calendars: readonly CalendarLink[];
}) {
  const { common, readers: t } = useMessages();
  const { name, code } = common.otherLanguage;
  const language = (
    <a href={languageHref} lang={code} hrefLang={code} rel="alternate">
      {name}
    </a>
  );
  const current = calendars.find((calendar) => calendar.current);
  return (
    <header className="pub">
      <div className="pub-line">
        <a className="agency" href={homeHref}>
          {agency}
        </a>
        <nav aria-label={t.pages}>
          {current && (
            <a href={current.href} aria-current="page">
              {t.weekSchedule}
            </a>
          )}
          <a href={staffHref}>{t.staff}</a>
          {language}
        </nav>
        <details className="drop right menu">
          <summary className="btn">
            <span className="wide">{current?.name ?? t.calendars}</span>
            <span className="narrow">{t.menu}</span>
            <Icon name="down" />
          </summary>
          <ul>
            {current && (
              <li className="narrow">
                <a href="#theo-doi">{t.subscribe}</a>
              </li>
            )}
            <li className="narrow">
              <a href={staffHref}>{t.staff}</a>
            </li>
            <li className="narrow">{language}</li>
            {calendars.map((calendar) => (
              <li key={calendar.href}>
                <a href={calendar.href} aria-current={calendar.current ? 'page' : undefined}>
                  {calendar.name}
                </a>
              </li>
            ))}
          </ul>
        </details>
      </div>
    </header>
  );
}
