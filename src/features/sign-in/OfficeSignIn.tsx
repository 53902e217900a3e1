import { useEffect, useRef, useState } from 'react';
import {
  finishOfficeSignIn,
  leaveFor,
  officeResult,
  useOfficeProviders,
  type OfficeSignInProblem,
} from '#data/officeSignIn.ts';
import { Button } from '#ui/Button.tsx';
import { useMessages } from './messages.ts';

/** A button for each identity provider of the office, and the way back from there. Nothing where there is none. */
export function OfficeSignIn({ remember, search }: { remember: boolean; search: string }) {
  const t = useMessages().signIn;
  const providers = useOfficeProviders();
  const [result] = useState(() => officeResult(search));
  const [problem, setProblem] = useState<OfficeSignInProblem | null>(result === 'done' ? null : result);
  const [busy, setBusy] = useState(result === 'done');
  const begun = useRef(false);
  const next = new URLSearchParams(search).get('next');

  useEffect(() => {
    if (result !== 'done' || begun.current) return;
    begun.current = true; // what waits there is given out once
    void finishOfficeSignIn().then((found) => {
      if (found === null) return; // the session moves on
      setProblem(found);
      setBusy(false);
    });
  }, [result]);

  if (providers.length === 0 && result === null) return null;
  return (
    <div className="office">
      <p role="alert" className="err">
        {problem && t.providerProblems[problem]}
      </p>
      <p role="status">{busy && t.submitting}</p>
      {providers.map((provider) => (
        <Button
          key={provider.id}
          aria-disabled={busy}
          onClick={() => {
            if (busy) return;
            setBusy(true);
            void leaveFor(provider, remember, next);
          }}
        >
          {t.withProvider(provider.name)}
        </Button>
      ))}
    </div>
  );
}
