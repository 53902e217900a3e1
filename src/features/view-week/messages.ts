import { messagesWith } from '#i18n/messages.tsx';
import { moves } from '#i18n/vi/moves.ts';
import { view } from '#i18n/vi/view.ts';

export const useMessages = messagesWith({ moves, view });
export type Messages = ReturnType<typeof useMessages>;
