import { useMessages } from '#i18n/messages.tsx';
import { Icon } from './Icon.tsx';

interface CalendarLink {
  readonly name: string;
  readonly href: string;
  readonly current: boolean;
}

/** The head of every readers' page. On a phone all its ways stand in the menu; both are there with scripts off. */
export function PublicHeader({ agency, calendars }: { agency: string; calendars: readonly CalendarLink[] }) {
  const t = useMessages().readers;
  const current = calendars.find((calendar) => calendar.current);
  return (
    <header className="pub">
      <div className="pub-line">
        <a className="agency" href="/">
          {agency}
        </a>
        <nav aria-label={t.pages}>
          {current && (
            <a href={current.href} aria-current="page">
              {t.weekSchedule}
            </a>
          )}
          {current && <a href="#theo-doi">{t.subscribe}</a>}
          <a href="/sign-in">{t.staff}</a>
        </nav>
        <details className="drop right menu">
          <summary className="btn">
            <span className="wide">{current?.name ?? t.calendars}</span>
            <span className="narrow">{t.menu}</span>
            <Icon name="down" />
          </summary>
          <ul>
            {calendars.map((calendar) => (
              <li key={calendar.href}>
                <a href={calendar.href} aria-current={calendar.current ? 'page' : undefined}>
                  {calendar.name}
                </a>
              </li>
            ))}
            {current && (
              <li className="narrow">
                <a href="#theo-doi">{t.subscribe}</a>
              </li>
            )}
            <li className="narrow">
              <a href="/sign-in">{t.staff}</a>
            </li>
          </ul>
        </details>
      </div>
    </header>
  );
}
