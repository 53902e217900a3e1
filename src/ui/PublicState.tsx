import type { ReactNode } from 'react';

/** Why a reader sees no week: what is known, what is not, one way on. */
export function PublicState({
  kind,
  title,
  bad = false,
  children,
  ways,
}: {
  kind: string;
  title: string;
  /** Something failed, as opposed to: there is nothing. */
  bad?: boolean;
  children: ReactNode;
  /** Links; the first is the one most people want. */
  ways: readonly { href: string; text: string }[];
}) {
  return (
    <section className={bad ? 'state-page bad' : 'state-page'}>
      <p className="kind">{kind}</p>
      <h1>{title}</h1>
      {children}
      <p className="acts">
        {ways.map((way, index) => (
          <a key={way.href} className={index === 0 ? 'btn ink' : 'btn'} href={way.href}>
            {way.text}
          </a>
        ))}
      </p>
    </section>
  );
}
