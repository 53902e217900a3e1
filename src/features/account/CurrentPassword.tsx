import type { Ref } from 'react';
import { useMessages } from './messages.ts';
import { Field } from '#ui/Field.tsx';

/** By which the account's owner shows that it is them. */
export function CurrentPassword({ ref, error }: { ref: Ref<HTMLInputElement>; error: string | undefined }) {
  return (
    <Field
      ref={ref}
      name="current"
      type="password"
      autoComplete="current-password"
      label={useMessages().account.current}
      error={error}
    />
  );
}
