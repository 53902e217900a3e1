import { messagesWith } from '#i18n/messages.tsx';
import { compile } from '#i18n/vi/compile.ts';
import { settings } from '#i18n/vi/settings.ts';

export const useMessages = messagesWith({ compile, settings });
export type Messages = ReturnType<typeof useMessages>;
