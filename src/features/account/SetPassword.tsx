import { useLayoutEffect, useRef, useState, type FormEvent } from 'react';
import { setPasswordByLink, type LinkProblem } from '#data/account.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { StatePage } from '#ui/StatePage.tsx';
import { passwordErrors } from './newPassword.ts';
import { isPassing } from './passing.ts';
import { PasswordFields, type PasswordErrors } from './PasswordFields.tsx';
import { WaysOn } from './WaysOn.tsx';

/** The password of an invitation or a reset. `onEnd`: the link does not work, or not now. */
export function SetPassword({
  email,
  code,
  onEnd,
}: {
  email: string;
  code: string;
  onEnd: (problem: LinkProblem) => void;
}) {
  const t = useMessages().account;
  const password = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const [errors, setErrors] = useState<PasswordErrors>({});
  const [problem, setProblem] = useState<LinkProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);

  useLayoutEffect(() => password.current?.focus(), []); // not later: who is quick would lose the focus again

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setProblem(null);
    const wrong = passwordErrors(password.current!.value, again.current!.value, t);
    setErrors(wrong ?? {});
    if (wrong) return (wrong.password ? password : again).current!.focus();
    setBusy(true);
    const found = await setPasswordByLink(code, password.current!.value);
    setBusy(false);
    if (found === null) {
      // The code is worth nothing now; the history keeps addresses.
      history.replaceState(null, '', '/account');
      setDone(true);
    } else if (found === 'weak') {
      setErrors({ password: t.weak });
      password.current?.focus();
    } else if (isPassing(found)) setProblem(found);
    else onEnd(found);
  }

  if (done) {
    return (
      <StatePage kicker={t.kicker} title={t.setTitle} actions={<WaysOn />}>
        <p>{t.setText(email)}</p>
      </StatePage>
    );
  }
  return (
    <>
      <h1>{t.title}</h1>
      <p className="muted">{t.forWhom(email)}</p>
      <form noValidate onSubmit={(event) => void submit(event)}>
        {/* Password managers store the new password under this name. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordFields password={password} again={again} errors={errors} />
        <p role="alert" className="err">
          {problem && problem !== 'weak' && `${t.problems[problem].title}. ${t.problems[problem].text}`}
        </p>
        <div className="acts">
          <Button look="ink" type="submit" aria-disabled={busy}>
            {busy ? t.submitting : t.submit}
          </Button>
        </div>
      </form>
    </>
  );
}
