import type { KeyboardEvent } from 'react';
import { composing } from '#ui/keyPress.ts';

/** Escape in a form of a row closes it; not while an input method is composing. */
export const closeOnEscape = (onClose: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Escape' || composing(event.nativeEvent) || event.defaultPrevented) return;
  event.stopPropagation();
  onClose();
};
