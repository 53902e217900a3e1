import { createContext, useContext, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** The place in the staff's header where a page says where its edits are. */
export const BarStatusSlot = createContext<HTMLElement | null>(null);

/** What stands inside is shown in the header, while the page that renders it is open. */
export function BarStatus({ children }: { children: ReactNode }) {
  const slot = useContext(BarStatusSlot);
  return slot && createPortal(children, slot);
}
