import { useId, useRef, useState, type FormEvent } from 'react';
import { keepsOnThisMachine, signIn, useSession } from '#data/session.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { Field } from '#ui/Field.tsx';
import { useMessages } from './messages.ts';
import { OfficeSignIn } from './OfficeSignIn.tsx';

/** Over the page on which a session ended by itself: the same person goes on where they were, nobody else does. */
export function SignInAgain({ otherHref }: { otherHref: string }) {
  const t = useMessages().signIn;
  const email = useSession().email ?? '';
  const id = useId();
  const password = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const secret = password.current!.value;
    let told: string | null = t.passwordMissing;
    if (secret !== '') {
      setBusy(true);
      const problem = await signIn(email, secret, keepsOnThisMachine());
      if (problem === null) return; // the session comes back, and this goes
      setBusy(false);
      told = t.problems[problem === 'wrong' ? 'wrongPassword' : problem];
    }
    setError(told);
    password.current?.focus();
    password.current?.select();
  }

  return (
    <Dialog
      title={t.again.title}
      actions={
        <Button look="ink" type="submit" form={id} aria-disabled={busy}>
          {busy ? t.submitting : t.submit}
        </Button>
      }
    >
      <p>{t.again.text(email)}</p>
      <form id={id} noValidate onSubmit={(event) => void submit(event)}>
        <input type="hidden" name="email" autoComplete="username" value={email} />
        <Field
          ref={password}
          label={t.password}
          error={error ?? undefined}
          name="password"
          type="password"
          autoComplete="current-password"
        />
      </form>
      <OfficeSignIn remember={keepsOnThisMachine()} search={otherHref.replace(/^[^?]*/, '')} />
      <p className="small muted">
        {/* A whole load: nothing of this page stays. */}
        <a href={otherHref}>{t.again.other}</a>
        <br />
        {t.again.otherNote(email)}
      </p>
    </Dialog>
  );
}
