import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useMessages } from './messages.ts';
import { Icon } from '#ui/Icon.tsx';
import styles from './request.module.css';

/** The way back to the list, the heading, and what stands beside it. */
export function FormHead({ toList, children }: { toList: string; children?: ReactNode }) {
  const f = useMessages().request.form;
  const heading = useRef<HTMLHeadingElement>(null);
  // What was pressed to open it stays in the list, which a phone hides: it is read from its beginning.
  useEffect(() => {
    const own = heading.current?.closest('section');
    if (!own?.contains(document.activeElement)) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header className={styles.top}>
      <Link className="btn square bare" href={toList} aria-label={f.back}>
        <Icon name="previous" />
      </Link>
      <h1 ref={heading} tabIndex={-1}>
        {f.title}
      </h1>
      {children}
    </header>
  );
}
