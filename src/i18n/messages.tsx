import { createContext, useContext } from 'react';
import { vi, type Messages } from './vi.ts';

/** Vietnamese unless a provider says otherwise: readers' pages have none, staff choose. */
export const MessagesContext = createContext<Messages>(vi);

export const useMessages = (): Messages => useContext(MessagesContext);
