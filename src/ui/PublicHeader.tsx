import type { ReactNode } from 'react';
import { useMessages } from '#i18n/messages.tsx';
import { usePageWords } from '#i18n/pages.ts';
import type { ChoiceLink } from './ChoiceDrop.tsx';
import { Icon } from './Icon.tsx';

/**
 * The head of every readers' page. On a phone all its ways stand in the menu; between a phone and a wide screen search
 * does. Nothing of it needs a script but the print button, which is hidden until its script is there.
 */
export function PublicHeader({
  agency,
  homeHref,
  pages,
  searchAction,
  query = '',
  layouts = [],
  calendars,
  staffHref,
  languageHref,
}: {
  agency: string;
  homeHref: string;
  pages: readonly ChoiceLink[];
  /** Null: nobody answers a search. */
  searchAction: string | null;
  /** What was searched for. */
  query?: string;
  /** Of a week: on a phone they stand in the menu, and with them the print button. */
  layouts?: readonly ChoiceLink[];
  calendars: readonly ChoiceLink[];
  staffHref: string;
  /** This page in the other language. */
  languageHref: string;
}) {
  const { common, readers: t } = useMessages();
  const words = usePageWords();
  const { name, code } = common.otherLanguage;
  return (
    <header className="pub">
      <div className="pub-line">
        <a className="agency" href={homeHref}>
          {agency}
        </a>
        <nav aria-label={t.pages}>
          {pages.map((page) => (
            <a key={page.href} href={page.href} aria-current={page.current ? 'page' : undefined}>
              {page.name}
            </a>
          ))}
        </nav>
        {searchAction !== null && <Search action={searchAction} query={query} />}
        <details className="drop right menu">
          <summary className="btn">
            {t.menu}
            <Icon name="down" />
          </summary>
          <ul>
            {searchAction !== null && (
              <li className="mid">
                <Search action={searchAction} query={query} />
              </li>
            )}
            <MenuGroup links={pages} className="narrow" />
            {layouts.length > 0 && (
              <>
                <MenuGroup name={words.layout} links={layouts} className="narrow" />
                <li className="narrow needs-script">
                  <button type="button" data-print="">
                    {t.print}
                  </button>
                </li>
              </>
            )}
            <MenuGroup links={calendars} />
            <li className="group">
              <a href={staffHref}>{t.staff}</a>
            </li>
            <li>
              <a href={languageHref} lang={code} hrefLang={code} rel="alternate">
                {name}
              </a>
            </li>
          </ul>
        </details>
      </div>
    </header>
  );
}

function MenuGroup({
  name,
  links,
  className = '',
}: {
  name?: string;
  links: readonly ChoiceLink[];
  className?: string;
}): ReactNode {
  return links.map((link, index) => (
    <li key={link.href} className={`${className}${index === 0 ? ' group' : ''}`.trim() || undefined}>
      <a href={link.href} aria-current={link.current ? 'true' : undefined}>
        {name !== undefined && <span className="of">{name}</span>}
        {link.name}
      </a>
    </li>
  ));
}

/** A form without a script: its answer is a page with an address. */
function Search({ action, query }: { action: string; query: string }) {
  const { common } = useMessages();
  const words = usePageWords();
  return (
    <form role="search" action={action}>
      <input
        type="search"
        name="q"
        defaultValue={query === '' ? undefined : query}
        placeholder={words.searchHint}
        aria-label={words.search}
        maxLength={100}
        autoComplete="off"
      />
      {common.language !== 'vi' && <input type="hidden" name="lang" value={common.language} />}
      <button type="submit" className="skip">
        {words.search}
      </button>
    </form>
  );
}
