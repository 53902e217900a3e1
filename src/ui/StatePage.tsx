import { useEffect, useRef, type ReactNode } from 'react';

/** Why there is nothing else to see: what is known, what is not, one way on. Takes the focus, so that it is read. */
export function StatePage({
  tone = 'plain',
  kicker,
  title,
  children,
  actions,
}: {
  tone?: 'plain' | 'changed' | 'cancelled';
  kicker: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <section className={`statePage ${tone}`}>
      <p className="kicker">{kicker}</p>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
      {actions && <div className="acts">{actions}</div>}
    </section>
  );
}
