import type { Ref } from 'react';

/** What every field of an entry takes, in the row and in the form. */
export interface FieldProps<T> {
  /** Its name; read out unless `labelled` joins it to a visible label. */
  readonly label: string;
  readonly labelled?: { readonly id: string } | undefined;
  readonly onChange: (value: T) => void;
  readonly error?: boolean | undefined;
  /** The id of its error or hint. */
  readonly describedBy?: string | undefined;
  /** What stands beside a suggestion in the list. */
  readonly noteOf?: ((value: string) => string | undefined) | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
}
