import type { ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './request.module.css';

/** One request in the list: when, what, and where it stands. The whole of it leads to the request. */
export function RequestItem({
  id,
  href,
  current,
  day,
  time,
  content,
  detail,
  children,
}: {
  id: string;
  href: string;
  /** Open beside the list. */
  current: boolean;
  day: string;
  time: string;
  content: string;
  detail: string;
  /** Where it stands: marks, a reason, when it was sent. */
  children: ReactNode;
}) {
  return (
    <li data-request={id}>
      <Link className={styles.request} href={href} aria-current={current ? 'true' : undefined}>
        <span className={styles.when}>
          {day} <b>{time}</b>
        </span>{' '}
        <span className={styles.what}>
          <span className={styles.content}>{content}</span>
          {detail && <small className="muted">{detail}</small>}
          {children}
        </span>
      </Link>
    </li>
  );
}
