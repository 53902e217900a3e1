import { useEffect, useRef, useState, type FormEvent } from 'react';
import { changeOwnPassword, type LinkProblem } from '#data/account.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { CurrentPassword } from './CurrentPassword.tsx';
import { passwordErrors } from './newPassword.ts';
import { PasswordFields, type PasswordErrors } from './PasswordFields.tsx';

/** One's own password, by the one so far. */
export function ChangePassword() {
  const words = useMessages().account;
  const form = useRef<HTMLFormElement>(null);
  const current = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const [errors, setErrors] = useState<PasswordErrors & { current?: string }>({});
  const [problem, setProblem] = useState<LinkProblem | null>(null);
  const [state, setState] = useState<'asking' | 'busy' | 'done'>('asking');

  useEffect(() => current.current?.focus(), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (state === 'busy') return;
    setProblem(null);
    setState('asking');
    if (current.current!.value === '') {
      setErrors({ current: words.currentMissing });
      return current.current!.focus();
    }
    const wrong = passwordErrors(password.current!.value, again.current!.value, words);
    setErrors(wrong ?? {});
    if (wrong) return (wrong.password ? password : again).current!.focus();
    setState('busy');
    const found = await changeOwnPassword(current.current!.value, password.current!.value);
    setState(found === null ? 'done' : 'asking');
    if (found === null) form.current?.reset();
    else if (found === 'wrong') {
      setErrors({ current: words.currentWrong });
      current.current?.select();
    } else if (found === 'weak') {
      setErrors({ password: words.weak });
      password.current?.focus();
    } else setProblem(found);
  }

  return (
    <form ref={form} noValidate onSubmit={(event) => void submit(event)}>
      <CurrentPassword ref={current} error={errors.current} />
      <PasswordFields password={password} again={again} errors={errors} />
      <p role="alert" className="err">
        {problem && problem !== 'weak' && `${words.problems[problem].title}. ${words.problems[problem].text}`}
      </p>
      <p role="status">{state === 'done' && words.changed}</p>
      <div className="acts">
        <Button look="ink" type="submit" aria-disabled={state === 'busy'}>
          {state === 'busy' ? words.submitting : words.change}
        </Button>
      </div>
    </form>
  );
}
