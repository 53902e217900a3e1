import { useMessages } from './messages.ts';

/** By address, not by the router: the pages behind them begin anew. */
export function WaysOn() {
  const t = useMessages().account;
  return (
    <>
      <a className="btn ink" href="/sign-in">
        {t.signIn}
      </a>
      <a className="btn" href="/">
        {t.publicPage}
      </a>
    </>
  );
}
