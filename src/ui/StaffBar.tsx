import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useMessages } from '#i18n/messages.tsx';
import { MenuButton } from './MenuButton.tsx';

export interface StaffLink {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
  /** How many things wait there. */
  readonly count?: number;
}

/** The staff's header: where one can go (only what one's roles may do), where the edits are, who one is. */
export function StaffBar({
  links,
  status,
  who,
  onSignOut,
}: {
  links: readonly StaffLink[];
  status?: ReactNode;
  who: { readonly name: string; readonly position: string };
  onSignOut: () => void;
}) {
  const t = useMessages();
  const items = links.map((link) => (
    <Link key={link.href} href={link.href} aria-current={link.current ? 'page' : undefined}>
      {link.label}
      {link.count ? <b> {link.count}</b> : null}
    </Link>
  ));
  const own = (
    <>
      <a href={`?lang=${t.common.otherLanguage.code}`} lang={t.common.otherLanguage.code}>
        {t.common.otherLanguage.name}
      </a>
      <Link href="/account">{t.staff.ownAccount}</Link>
      <button type="button" onClick={onSignOut}>
        {t.staff.signOut}
      </button>
    </>
  );
  const person = (
    <>
      {who.name}
      {who.position && <small> · {who.position}</small>}
    </>
  );
  return (
    <header className="bar">
      <a className="skipLink" href="#main">
        {t.staff.skip}
      </a>
      <a className="brand" href="/">
        {t.common.appName}
      </a>
      <nav aria-label={t.staff.nav}>{items}</nav>
      <div className="right">
        {status}
        <MenuButton className="who" label={person}>
          {own}
        </MenuButton>
        <MenuButton className="phone" label={t.staff.menu}>
          <p className="menuWho">{person}</p>
          <nav aria-label={t.staff.nav}>{items}</nav>
          {own}
        </MenuButton>
      </div>
    </header>
  );
}
