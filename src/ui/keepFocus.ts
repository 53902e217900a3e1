import { partOf, wayBackTo } from './wayBack.ts';

/** Parts that know where the focus should be have put it there by then, milliseconds. */
const OTHERS_FIRST_MS = 100;

const FOCUSABLE = 'a[href],button,input,select,textarea,summary,[tabindex="0"]';

/** Where something stood: in what, and behind what. */
interface Gap {
  readonly parent: Node;
  readonly before: Node | null;
}

/**
 * What has the focus may be taken away: its button did what it was for, a note went, a colleague deleted the line.
 * Browsers then leave the focus nowhere, and who goes by keys is back at the beginning of the page. Here it follows what
 * stands elsewhere by the same name, else goes to what came in the same place, else to what follows there, else to what
 * stands before. Not after a tap or a click: a phone would open its keyboard. Gives the way to stop.
 */
export function keepFocus(root: HTMLElement): () => void {
  let at: Element | null = null;
  let again: (() => HTMLElement | null) | null = null;
  let byKeys = true;
  let gap: Gap | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const onKey = () => {
    byKeys = true;
  };
  const onPointer = () => {
    byKeys = false;
  };
  const onFocus = ({ target }: FocusEvent) => {
    at = target instanceof Element ? target : null;
    again = at && wayBackTo(at);
    gap = null;
  };
  const onLeave = ({ target }: FocusEvent) => {
    // Whoever clicks beside everything leaves it too, but it is still there; so it is when the window is left.
    queueMicrotask(() => {
      if (at === target && at?.isConnected && document.activeElement !== at) at = null;
    });
  };

  const observer = new MutationObserver((records) => {
    for (const { target, removedNodes, previousSibling } of records) {
      for (const node of removedNodes) {
        if (node.contains(gap?.parent ?? at)) gap = { parent: target, before: previousSibling };
        else if (gap && node === gap.before) gap = { parent: gap.parent, before: previousSibling };
      }
    }
    if (!gap || at?.isConnected) return;
    clearTimeout(timer);
    timer = setTimeout(goOn, OTHERS_FIRST_MS);
  });

  function goOn() {
    if (gap && byKeys && !at?.isConnected && isNowhere()) {
      if (at && partOf(at)) again?.()?.focus(); // gone with its whole line: that may stand elsewhere
      if (isNowhere()) nextTo(gap, root)?.focus();
    }
    gap = null;
  }

  document.addEventListener('focusin', onFocus);
  document.addEventListener('focusout', onLeave);
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('pointerdown', onPointer, true);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('focusin', onFocus);
    document.removeEventListener('focusout', onLeave);
    document.removeEventListener('keydown', onKey, true);
    document.removeEventListener('pointerdown', onPointer, true);
  };
}

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;

function nextTo(gap: Gap, root: HTMLElement): HTMLElement | null {
  const asked = document.querySelector<HTMLElement>('dialog[open]');
  let { parent, before } = gap;
  while (parent instanceof Element) {
    const all = [...parent.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
      (one) => isThere(one) && (!asked || asked.contains(one)),
    );
    const isAfter = (one: Node): boolean =>
      !before || (!before.contains(one) && !!(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING));
    const found = all.find(isAfter) ?? all.at(-1);
    if (found) return found;
    if (parent === root) break;
    [parent, before] = [parent.parentNode!, parent];
  }
  return root;
}

/** `checkVisibility` is younger than some browsers; without it what is hidden cannot take the focus anyway. */
const isThere = (one: HTMLElement): boolean =>
  !one.matches(':disabled,[tabindex="-1"],input[type=hidden]') &&
  !one.closest('[inert]') &&
  one.checkVisibility?.() !== false;
