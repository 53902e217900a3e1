import { useEffect, useRef, useState, type FormEvent } from 'react';
import { changeOwnEmail, type LinkProblem } from '#data/account.ts';
import { useSession } from '#data/session.ts';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { Field } from '#ui/Field.tsx';
import { CurrentPassword } from './CurrentPassword.tsx';

type State = { readonly now: 'asking' | 'busy' } | { readonly now: 'sent' | 'byHand'; readonly email: string };

/** The form went, and the focus with it: what came of it is read in its place. */
const takeFocus = (element: HTMLElement | null) => element?.focus();

/** One's own address: it changes when the link that goes to the new one is opened. */
export function ChangeEmail() {
  const t = useMessages().account;
  const own = useSession().email;
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [errors, setErrors] = useState<{ email?: string; password?: string }>({});
  const [problem, setProblem] = useState<LinkProblem | null>(null);
  const [state, setState] = useState<State>({ now: 'asking' });
  useEffect(() => email.current?.focus(), []);

  const tell = (field: 'email' | 'password', error: string) => {
    setErrors({ [field]: error });
    (field === 'email' ? email : password).current!.focus();
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (state.now === 'busy') return;
    const next = email.current!.value.trim();
    setProblem(null);
    setErrors({});
    if (next === '') return tell('email', t.emailMissing);
    if (!/^[^\s@]+@[^\s@]+$/.test(next)) return tell('email', t.emailMalformed);
    if (next.toLowerCase() === own?.toLowerCase()) return tell('email', t.emailSame);
    if (password.current!.value === '') return tell('password', t.currentMissing);
    setState({ now: 'busy' });
    const found = await changeOwnEmail(password.current!.value, next);
    if (found === null || found === 'byHand') return setState({ now: found ?? 'sent', email: next });
    setState({ now: 'asking' });
    if (found === 'wrong') tell('password', t.currentWrong);
    else if (found === 'malformed') tell('email', t.emailMalformed);
    else if (found === 'taken') tell('email', t.problems.taken.title);
    else setProblem(found);
  }

  if (state.now === 'sent' || state.now === 'byHand') {
    return (
      <p role="status" tabIndex={-1} ref={takeFocus}>
        {state.now === 'sent' ? t.emailSent(state.email) : t.emailByHand(state.email)}
      </p>
    );
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Field
        ref={email}
        name="email"
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        label={t.newEmail}
        hint={t.newEmailHint}
        error={errors.email}
      />
      <CurrentPassword ref={password} error={errors.password} />
      <p role="alert" className="err">
        {problem && problem !== 'weak' && `${t.problems[problem].title}. ${t.problems[problem].text}`}
      </p>
      <div className="acts">
        <Button look="ink" type="submit" aria-disabled={state.now === 'busy'}>
          {state.now === 'busy' ? t.busy : t.sendLink}
        </Button>
      </div>
    </form>
  );
}
