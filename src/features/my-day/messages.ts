import { messagesWith } from '#i18n/messages.tsx';
import { issueWeek } from '#i18n/vi/issueWeek.ts';
import { myDay } from '#i18n/vi/myDay.ts';

export const useMessages = messagesWith({ issueWeek, myDay });
export type Messages = ReturnType<typeof useMessages>;
