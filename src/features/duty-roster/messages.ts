import { messagesWith } from '#i18n/messages.tsx';
import { roster } from '#i18n/vi/roster.ts';
import { view } from '#i18n/vi/view.ts';

export const useMessages = messagesWith({ roster, view });
export type Messages = ReturnType<typeof useMessages>;
