import { useEffect, useState } from 'react';
import { LINK_MODES, readLink, type LinkAnswer, type LinkMode, type LinkProblem } from '#data/account.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { ConfirmAddress } from './ConfirmAddress.tsx';
import { isPassing } from './passing.ts';
import { SetPassword } from './SetPassword.tsx';
import { WaysOn } from './WaysOn.tsx';
import './account.css';

/** `/account?mode=…&oobCode=…`: where links of letters and invitations lead. Nobody needs to be signed in. */
export function LinkPage({ search }: { search: string }) {
  const t = useMessages();
  const query = new URLSearchParams(search);
  const mode = LINK_MODES.find((name) => name === query.get('mode'));
  const code = query.get('oobCode') ?? '';
  return (
    <main id="main" className="account">
      <title>{`${mode === 'resetPassword' ? t.account.title : t.account.verifyTitle} · ${t.common.appName}`}</title>
      {mode === undefined || code === '' ? <Refused problem="used" /> : <Read mode={mode} code={code} />}
    </main>
  );
}

function Read({ mode, code }: { mode: LinkMode; code: string }) {
  const t = useMessages().account;
  const [tries, setTries] = useState(0);
  const [answer, setAnswer] = useState<LinkAnswer | null>(null);
  useEffect(() => {
    let left = false;
    void readLink(mode, code).then((next) => left || setAnswer(next));
    return () => {
      left = true;
    };
  }, [mode, code, tries]);
  if (answer === null) return <p className="staffLoading">{t.loading}</p>;
  if ('problem' in answer) {
    const again = () => {
      setAnswer(null);
      setTries(tries + 1);
    };
    return <Refused problem={answer.problem} onRetry={again} />;
  }
  const ended = (problem: LinkProblem) => setAnswer({ problem });
  return mode === 'resetPassword' ? (
    <SetPassword email={answer.email} code={code} onEnd={ended} />
  ) : (
    <ConfirmAddress email={answer.email} code={code} onEnd={ended} />
  );
}

function Refused({ problem, onRetry }: { problem: LinkProblem; onRetry?: () => void }) {
  const t = useMessages().account;
  const words = t.problems[problem === 'weak' ? 'unknown' : problem];
  return (
    <StatePage
      tone="changed"
      kicker={t.kicker}
      title={words.title}
      actions={onRetry && isPassing(problem) ? <Button onClick={onRetry}>{t.retry}</Button> : <WaysOn />}
    >
      <p>{words.text}</p>
    </StatePage>
  );
}
