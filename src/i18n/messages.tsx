import { createContext, useContext } from 'react';
import type { Parts } from './parts.ts';
import { vi, type Messages } from './vi.ts';

/** Vietnamese unless a provider says otherwise: readers' pages have none, staff choose. English has every part. */
export const MessagesContext = createContext<Messages & Partial<Parts>>(vi);

export const useMessages = (): Messages => useContext(MessagesContext);

/**
 * A `useMessages` that knows further parts, given in Vietnamese: for a feature whose words no other page needs, so that
 * they come with its code.
 */
export function messagesWith<P extends Partial<Parts>>(parts: P): () => Messages & P {
  const known = new WeakMap<Messages, Messages & P>(); // the same words are the same object at every draw
  return function useMessagesWith() {
    const words = useContext(MessagesContext);
    const all = known.get(words) ?? { ...parts, ...words };
    known.set(words, all);
    return all;
  };
}
