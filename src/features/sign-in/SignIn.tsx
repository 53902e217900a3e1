import { useEffect, useRef, useState, type FormEvent } from 'react';
import { askForPasswordLink } from '#data/account.ts';
import { signIn, useSession, type SignInProblem } from '#data/session.ts';
import { Band } from '#ui/Band.tsx';
import { Button } from '#ui/Button.tsx';
import { Check, Field } from '#ui/Field.tsx';
import { useMessages } from './messages.ts';
import { OfficeSignIn } from './OfficeSignIn.tsx';
import './signIn.css';

type FieldName = 'email' | 'password';

/** Sign-in by e-mail and password. Where one goes afterwards is the route table's business: the session tells it. */
export function SignIn() {
  const { common, signIn: t } = useMessages();
  const ended = useSession().status === 'ended';
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [errors, setErrors] = useState<Partial<Record<FieldName, string>>>({});
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const [forgot, setForgot] = useState<{ asking: boolean; email: string } | null>(null);
  const [remember, setRemember] = useState(true);

  useEffect(() => email.current?.focus(), []);

  function refuse(next: Partial<Record<FieldName, string>>) {
    setErrors(next);
    (next.email ? email : password).current?.focus();
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const address = email.current!.value.trim();
    const secret = password.current!.value;
    setProblem(null);
    setErrors({});
    setForgot(null);
    if (address === '') return refuse({ email: t.emailMissing });
    if (!isAddress(address)) return refuse({ email: t.emailMalformed });
    if (secret === '') return refuse({ password: t.passwordMissing });
    setBusy(true);
    const found = await signIn(address, secret, remember);
    if (found === null) return; // the session moves on; the button stays busy until then
    setBusy(false);
    if (found === 'wrong') {
      refuse({ password: t.problems.wrong });
      password.current?.select();
    } else setProblem(found);
  }

  async function askForLink() {
    if (forgot?.asking) return;
    const address = email.current!.value.trim();
    setProblem(null);
    setErrors({});
    if (address === '') return refuse({ email: t.forgotEmail });
    if (!isAddress(address)) return refuse({ email: t.emailMalformed });
    setForgot({ asking: true, email: address });
    const found = await askForPasswordLink(address);
    setForgot(found === null ? { asking: false, email: address } : null);
    if (found !== null) setProblem(found === 'tooMany' || found === 'offline' ? found : 'unknown');
  }

  return (
    <main id="main" className="signIn">
      <title>{`${t.submit} · ${common.appName}`}</title>
      <h1>{t.title}</h1>
      <p className="muted">
        {t.publicNote} <a href="/">{t.publicLink}</a>
      </p>
      {ended && (
        <Band tone="changed">
          <b>{t.ended}</b> {t.endedRest}
        </Band>
      )}
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Field
          ref={email}
          label={t.email}
          error={errors.email}
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
        />
        <Field
          ref={password}
          label={t.password}
          error={errors.password}
          hint={capsLock ? t.capsLock : undefined}
          name="password"
          type={shown ? 'text' : 'password'}
          autoComplete="current-password"
          autoCapitalize="none"
          spellCheck={false}
          onKeyUp={(event) => setCapsLock(event.getModifierState('CapsLock'))}
          beside={
            <Button onClick={() => setShown(!shown)}>
              {shown ? t.hide : t.show} <span className="visuallyHidden">{t.ofPassword}</span>
            </Button>
          }
        />
        <Check checked={remember} onChange={(event) => setRemember(event.target.checked)}>
          {t.remember}
        </Check>
        <p role="alert" className="err">
          {problem && t.problems[problem]}
        </p>
        <div className="acts">
          <Button look="ink" type="submit" aria-disabled={busy}>
            {busy ? t.submitting : t.submit}
          </Button>
          <Button look="bare" onClick={() => void askForLink()}>
            {t.forgot}
          </Button>
        </div>
        <p role="status">{forgot && (forgot.asking ? t.forgotAsking : t.forgotAsked(forgot.email))}</p>
      </form>
      <OfficeSignIn remember={remember} search={location.search} />
      <footer className="small muted">
        {isPlainHttp() && <p>{t.plainHttp}</p>}
        <p>{t.secrets}</p>
      </footer>
    </main>
  );
}

const isAddress = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text);

/** On the office's network without TLS: works, but whoever runs the server should know (auth protocol, section 3). */
const isPlainHttp = () => location.protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(location.hostname);
