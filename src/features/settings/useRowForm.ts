import { useEffect, useRef, useState, type FormEvent } from 'react';
import { closeOnEscape } from './escape.ts';
import styles from './settings.module.css';

/**
 * The form of a row: Enter saves, or says what is wrong and goes there; Escape closes. What is wrong is said only once
 * saving was tried (`told`), and no longer when something is typed (`untell`).
 */
export function useRowForm({
  name,
  isRight,
  onSave,
  onClose,
}: {
  name: string;
  isRight: boolean;
  onSave: () => void;
  onClose: () => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [told, setTold] = useState(false);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea, button')?.focus(), []);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isRight) return onSave();
    setTold(true);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  }
  return {
    told,
    untell: () => setTold(false),
    formProps: {
      ref: form,
      className: styles.form,
      'aria-label': name,
      noValidate: true,
      onSubmit: submit,
      onKeyDown: closeOnEscape(onClose),
    },
  };
}
