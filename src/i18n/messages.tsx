import { createContext, useContext } from 'react';
import { vi, type Messages } from './vi.ts';

export type Language = 'vi' | 'en';

/** Vietnamese unless a provider says otherwise: readers' pages pass the server's choice, staff their own. */
export const MessagesContext = createContext<Messages>(vi);

export const useMessages = (): Messages => useContext(MessagesContext);
