import type { ButtonHTMLAttributes, AnchorHTMLAttributes, Ref } from 'react';
import { Link } from 'wouter';

/** ink: the one act of the page · ruled: others · bare: in running text · stop: cancels · square: one icon. */
type ButtonLook = 'ink' | 'ruled' | 'bare' | 'stop' | 'square';

const classOf = (look: ButtonLook, extra: string | undefined) =>
  ['btn', look === 'ruled' ? '' : look, extra].filter(Boolean).join(' ');

export function Button({
  look = 'ruled',
  className,
  type = 'button',
  ...rest
}: { look?: ButtonLook; ref?: Ref<HTMLButtonElement> | undefined } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type={type} className={classOf(look, className)} {...rest} />;
}

/** Looks like a button and goes somewhere in the app. */
export function ButtonLink({
  look = 'ruled',
  className,
  href,
  ...rest
}: { look?: ButtonLook; href: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <Link href={href} className={classOf(look, className)} {...rest} />;
}
