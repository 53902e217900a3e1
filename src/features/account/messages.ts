import { messagesWith } from '#i18n/messages.tsx';
import { account } from '#i18n/vi/account.ts';

export const useMessages = messagesWith({ account });
export type Messages = ReturnType<typeof useMessages>;
