import { useState, type ChangeEvent, type InputHTMLAttributes, type Ref, type TextareaHTMLAttributes } from 'react';

interface Typed {
  readonly value: string;
  readonly onType: (text: string) => void;
}

/**
 * A field that shows a letter without waiting for the page: the page hears of it after the frame (`RowStore.type`). What
 * the page says otherwise later stands, as where a version is restored.
 */
export function TypedInput({
  value,
  onType,
  ...rest
}: Typed &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange'> & { readonly ref?: Ref<HTMLInputElement> }) {
  return <input {...rest} {...useTyped(value, onType)} />;
}

export function TypedArea({
  value,
  onType,
  ...rest
}: Typed & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'onChange'>) {
  return <textarea {...rest} {...useTyped(value, onType)} />;
}

function useTyped(value: string, onType: (text: string) => void) {
  const [own, setOwn] = useState(value);
  const [told, setTold] = useState(value);
  if (value !== told) {
    setTold(value);
    setOwn(value);
  }
  return {
    value: own,
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      setOwn(currentTarget.value);
      onType(currentTarget.value);
    },
  };
}
