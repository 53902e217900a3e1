import { messagesWith } from '#i18n/messages.tsx';
import { account } from '#i18n/vi/account.ts';
import { notices } from '#i18n/vi/notices.ts';
import { privateFeeds } from '#i18n/vi/privateFeeds.ts';
import { signIn } from '#i18n/vi/signIn.ts';

export const useMessages = messagesWith({ account, notices, privateFeeds, signIn });
export type Messages = ReturnType<typeof useMessages>;
