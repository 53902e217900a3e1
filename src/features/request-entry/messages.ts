import { messagesWith } from '#i18n/messages.tsx';
import { compile } from '#i18n/vi/compile.ts';
import { request } from '#i18n/vi/request.ts';

export const useMessages = messagesWith({ compile, request });
export type Messages = ReturnType<typeof useMessages>;
