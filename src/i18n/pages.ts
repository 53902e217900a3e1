import { pages as en } from './en/pages.ts';
import { useMessages } from './messages.tsx';
import { pages as vi, type PageWords } from './vi/pages.ts';
import type { Messages } from './vi.ts';

/** Words of the pages that only the server writes: apart from the others, so that no browser loads them. */
export const pageWords = (messages: Messages): PageWords => (messages.common.language === 'en' ? en : vi);

export const usePageWords = (): PageWords => pageWords(useMessages());
