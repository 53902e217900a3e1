import { messagesWith } from '#i18n/messages.tsx';
import { issueWeek } from '#i18n/vi/issueWeek.ts';

export const useMessages = messagesWith({ issueWeek });
export type Messages = ReturnType<typeof useMessages>;
