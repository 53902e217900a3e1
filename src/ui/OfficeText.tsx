import { useMessages } from '#i18n/messages.tsx';

/** What the office wrote: Vietnamese, whatever the page's language, and so to be read out. */
export function OfficeText({ children }: { children: string }) {
  return useMessages().common.language === 'vi' ? children : <span lang="vi">{children}</span>;
}
