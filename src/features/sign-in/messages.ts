import { messagesWith } from '#i18n/messages.tsx';
import { signIn } from '#i18n/vi/signIn.ts';

export const useMessages = messagesWith({ signIn });
