import { useState } from 'react';
import { confirmAddress, type LinkProblem } from '#data/account.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { WaysOn } from './WaysOn.tsx';

/** By a button, not at once: mail programs open links to look at them. */
export function ConfirmAddress({
  email,
  code,
  onEnd,
}: {
  email: string;
  code: string;
  onEnd: (problem: LinkProblem) => void;
}) {
  const t = useMessages().account;
  const [state, setState] = useState<'asking' | 'busy' | 'done'>('asking');

  async function confirm() {
    if (state === 'busy') return;
    setState('busy');
    const found = await confirmAddress(code);
    if (found !== null) return onEnd(found);
    history.replaceState(null, '', '/account');
    setState('done');
  }

  if (state === 'done') {
    return (
      <StatePage key="done" kicker={t.kicker} title={t.verifiedTitle} actions={<WaysOn />}>
        <p>{t.verifiedText(email)}</p>
      </StatePage>
    );
  }
  return (
    <StatePage
      kicker={t.kicker}
      title={t.verifyTitle}
      actions={
        <Button look="ink" aria-disabled={state === 'busy'} onClick={() => void confirm()}>
          {t.verify}
        </Button>
      }
    >
      <p>{t.verifyText(email)}</p>
    </StatePage>
  );
}
