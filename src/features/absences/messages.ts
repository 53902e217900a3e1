import { messagesWith } from '#i18n/messages.tsx';
import { absencePage } from '#i18n/vi/absencePage.ts';

export const useMessages = messagesWith({ absencePage });
export type Messages = ReturnType<typeof useMessages>;
