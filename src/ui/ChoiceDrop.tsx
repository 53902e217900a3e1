import { Icon } from './Icon.tsx';

/** A choice that is an address: it can be kept and sent. */
export interface ChoiceLink {
  readonly name: string;
  readonly href: string;
  readonly current: boolean;
}

/** One of several addresses, named on its button; the list opens with scripts off. */
export function ChoiceDrop({
  label,
  links,
  labelShown = false,
  className = 'drop',
}: {
  /** What is chosen. */
  label: string;
  labelShown?: boolean;
  links: readonly ChoiceLink[];
  className?: string;
}) {
  return (
    <details className={className}>
      <summary className="btn">
        <span className={labelShown ? 'of' : 'skip'}>{`${label} `}</span>
        {links.find((link) => link.current)?.name}
        <Icon name="down" />
      </summary>
      <ul>
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href} aria-current={link.current ? 'true' : undefined}>
              {link.name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
