import { useId, useState, type ReactNode } from 'react';
import { officeResult, ownWays, useOfficeProviders } from '#data/officeSignIn.ts';
import { useSession } from '#data/session.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { ChangeEmail } from './ChangeEmail.tsx';
import { ChangePassword } from './ChangePassword.tsx';
import { Notices } from './Notices.tsx';
import { OwnIdentity } from './OwnIdentity.tsx';
import { PrivateFeeds } from './PrivateFeeds.tsx';
import './account.css';

/** `/account` for who is signed in: how they sign in, and how that is changed; one thing at a time. */
export function OwnAccount({ search }: { search: string }) {
  const t = useMessages();
  const words = t.account;
  const email = useSession().email ?? '';
  const offered = useOfficeProviders();
  const [result] = useState(() => officeResult(search));
  const [ways, setWays] = useState(ownWays);
  const [open, setOpen] = useState<string | null>(null);
  const toggle = (row: string) => () => setOpen(open === row ? null : row);
  // One that the office has given up can still be taken away.
  const gone = ways.providers.filter((id) => !offered.some((provider) => provider.id === id));
  const providers = [...offered, ...gone.map((id) => ({ id, name: id }))];
  return (
    <section className="account own">
      <title>{`${words.ownTitle} · ${t.common.appName}`}</title>
      <h1>{words.ownTitle}</h1>
      {!ways.hasPassword && <p>{words.noPassword}</p>}
      <Row
        name={words.email}
        value={email}
        act={words.changeEmail}
        open={open === 'email'}
        onToggle={ways.hasPassword && toggle('email')}
      >
        <ChangeEmail />
      </Row>
      {ways.hasPassword && (
        <Row
          name={words.passwordRow}
          value={words.passwordSet}
          act={words.changeTitle}
          open={open === 'password'}
          onToggle={toggle('password')}
        >
          <ChangePassword />
        </Row>
      )}
      {providers.map((provider) => (
        <OwnIdentity
          key={provider.id}
          provider={provider}
          isLinked={ways.providers.includes(provider.id)}
          result={result}
          onChange={() => setWays(ownWays())}
        >
          {(value, act, form) => (
            <Row
              name={provider.name}
              value={value}
              act={act}
              open={open === provider.id}
              onToggle={ways.hasPassword && toggle(provider.id)}
            >
              {form(() => setOpen(null))}
            </Row>
          )}
        </OwnIdentity>
      ))}
      <Notices />
      <PrivateFeeds />
    </section>
  );
}

function Row({
  name,
  value,
  act,
  open,
  onToggle,
  children,
}: {
  name: string;
  value: ReactNode;
  act: ReactNode;
  open: boolean;
  onToggle: (() => void) | false;
  children: ReactNode;
}) {
  const t = useMessages().account;
  const id = useId();
  return (
    <section className="row" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      <div className="value">{value}</div>
      {onToggle && (
        <Button aria-expanded={open} onClick={onToggle}>
          {open ? t.stop : act}
        </Button>
      )}
      {open && children}
    </section>
  );
}
