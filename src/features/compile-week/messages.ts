import { messagesWith } from '#i18n/messages.tsx';
import { compile } from '#i18n/vi/compile.ts';
import { request } from '#i18n/vi/request.ts';
import { view } from '#i18n/vi/view.ts';

export const useMessages = messagesWith({ compile, request, view });
export type Messages = ReturnType<typeof useMessages>;
