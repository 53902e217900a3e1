import { useState, type Ref } from 'react';
import { useMessages } from './messages.ts';
import { Button } from '#ui/Button.tsx';
import { Field } from '#ui/Field.tsx';

export const SHORTEST = 10;

export interface PasswordErrors {
  readonly password?: string | undefined;
  readonly again?: string | undefined;
}

/** The new password, twice, with what makes one; both can be looked at. */
export function PasswordFields({
  password,
  again,
  errors,
}: {
  password: Ref<HTMLInputElement>;
  again: Ref<HTMLInputElement>;
  errors: PasswordErrors;
}) {
  const t = useMessages().account;
  const [shown, setShown] = useState(false);
  const shared = {
    type: shown ? 'text' : 'password',
    autoComplete: 'new-password',
    autoCapitalize: 'none',
    spellCheck: false,
  };
  return (
    <>
      <Field
        {...shared}
        ref={password}
        name="password"
        label={t.password}
        hint={t.rule}
        error={errors.password}
        beside={
          <Button onClick={() => setShown(!shown)}>
            {shown ? t.hide : t.show} <span className="visuallyHidden">{t.ofPassword}</span>
          </Button>
        }
      />
      <Field {...shared} ref={again} name="again" label={t.again} error={errors.again} />
    </>
  );
}
