import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import {
  finishLinking,
  leaveToLink,
  unlinkIdentity,
  type OfficeProvider,
  type officeResult,
  type OwnIdentityProblem,
} from '#data/officeSignIn.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { CurrentPassword } from './CurrentPassword.tsx';

/** Whether an identity at the office's provider opens this account, and the form that changes it. */
export function OwnIdentity({
  provider,
  isLinked,
  result,
  onChange,
  children,
}: {
  provider: OfficeProvider;
  isLinked: boolean;
  /** What the address says on the way back from there. */
  result: ReturnType<typeof officeResult>;
  onChange: () => void;
  children: (value: ReactNode, act: ReactNode, form: (onDone: () => void) => ReactNode) => ReactNode;
}) {
  const words = useMessages();
  const t = words.account;
  const sentence = (problem: OwnIdentityProblem) => {
    if (problem === 'wrong') return t.currentWrong;
    const own: Partial<Record<OwnIdentityProblem, string>> = t.linkProblems;
    return own[problem] ?? words.signIn.providerProblems[problem];
  };
  const [problem, setProblem] = useState<OwnIdentityProblem | null>(null);
  const [done, setDone] = useState<'linked' | 'unlinked' | null>(null);
  const begun = useRef(false);
  const name = provider.name;

  useEffect(() => {
    if (result === null || begun.current) return;
    begun.current = true; // what waits there is given out once
    void finishLinking(provider.id, result).then((found) => {
      if (found === 'notMine') return;
      history.replaceState(null, '', '/account'); // a reload would ask for it again
      setProblem(found);
      if (found === null) setDone('linked');
      onChange();
    });
  }, [result, provider.id, onChange]);

  const value = (
    <>
      <p>{isLinked ? t.linked : t.notLinked}</p>
      <p role="alert" className="err">
        {problem && sentence(problem)}
      </p>
      <p role="status">{done && (done === 'linked' ? t.justLinked(name) : t.justUnlinked(name))}</p>
    </>
  );
  const changed = (onDone: () => void) => () => {
    setProblem(null);
    setDone('unlinked');
    onDone();
    onChange();
  };
  const act = (
    <>
      {isLinked ? t.unlink : t.link} <span className="visuallyHidden">{t.linkRest(name)}</span>
    </>
  );
  return children(value, act, (onDone) => (
    <ByPassword
      text={isLinked ? t.unlinkText(name) : t.linkText(name)}
      act={act}
      sentence={sentence}
      work={(password) => (isLinked ? unlinkIdentity(provider.id, password) : leaveToLink(provider, password))}
      onDone={isLinked ? changed(onDone) : undefined}
    />
  ));
}

/** `onDone` undefined: the page is left. */
function ByPassword({
  text,
  act,
  sentence,
  work,
  onDone,
}: {
  text: string;
  act: ReactNode;
  sentence: (problem: OwnIdentityProblem) => string;
  work: (password: string) => Promise<OwnIdentityProblem | null>;
  onDone: (() => void) | undefined;
}) {
  const t = useMessages().account;
  const password = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => password.current?.focus(), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const secret = password.current!.value;
    let told = t.currentMissing;
    if (secret !== '') {
      setBusy(true);
      const problem = await work(secret);
      if (problem === null) return onDone?.();
      setBusy(false);
      told = sentence(problem);
    }
    setError(told);
    password.current?.focus();
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <p>{text}</p>
      <CurrentPassword ref={password} error={error} />
      <div className="acts">
        <Button look="ink" type="submit" aria-disabled={busy}>
          {busy ? t.busy : act}
        </Button>
      </div>
    </form>
  );
}
