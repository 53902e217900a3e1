import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from './Button.tsx';
import { wayBackTo } from './wayBack.ts';

/**
 * A question over the page, which is inert meanwhile: the browser's own dialog keeps and gives back the focus.
 * The first field takes the focus, without one the first button. Escape and "Đóng" or "Thôi" close; "Hủy" never does
 * (it means: cancel the meeting). Without `onClose` it stays until it is answered. Mount it to open it.
 */
export function Dialog({
  title,
  children,
  actions,
  look,
  onClose,
}: {
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** On a phone from the foot of the window, where the thumb is. */
  look?: 'sheet';
  onClose?: () => void;
}) {
  const t = useMessages().staff;
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // With the drawing, not after it: a key that is pressed as it closes goes to where the hand is again.
  useLayoutEffect(() => {
    const element = dialog.current!;
    const before = document.activeElement && wayBackTo(document.activeElement);
    element.showModal();
    element.querySelector<HTMLElement>('input,textarea,select,[role=combobox]')?.focus();
    return () => {
      element.close();
      before?.()?.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={look ? `dialog ${look}` : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
      <div className="acts">
        {onClose && look === 'sheet' && <Button onClick={onClose}>{t.leaveIt}</Button>}
        {actions}
        {onClose && !look && (
          <Button look="bare" className="push" onClick={onClose}>
            {t.close} <small aria-hidden="true">Esc</small>
          </Button>
        )}
      </div>
    </dialog>
  );
}
