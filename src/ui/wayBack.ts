/** Each names a part of a page for as long as it is of the same thing, wherever it is drawn. */
const NAMES = ['data-entry', 'data-stop', 'data-absence', 'data-request'] as const;
const NAMED = NAMES.map((name) => `[${name}]`).join();

/** The innermost part that it stands in, or stood in: what is taken away together stays together. */
export const partOf = (element: Element): Element | null => element.closest(NAMED);

const FOCUSABLE = 'a[href],button,input,select,textarea,summary,[tabindex]';

const focusablesOf = (part: Element): HTMLElement[] => [
  ...(part instanceof HTMLElement && part.matches(FOCUSABLE) ? [part] : []),
  ...part.querySelectorAll<HTMLElement>(FOCUSABLE),
];

/**
 * Finds an element again that may be drawn anew meanwhile: a colleague moved its entry to another day, a save its line to
 * another group. Gives it as it stands, else the same of what has its name now, or the first where that offers other things.
 */
export function wayBackTo(element: Element): () => HTMLElement | null {
  const part = partOf(element);
  const name = part && NAMES.find((one) => part.hasAttribute(one));
  const own = part ? focusablesOf(part) : [];
  return () => {
    if (element.isConnected) return element as HTMLElement;
    const of = name ? [...document.querySelectorAll(`[${name}]`)] : [];
    const now = of.find((one) => one.getAttribute(name!) === part!.getAttribute(name!));
    const there = now ? focusablesOf(now) : [];
    const index = there.length === own.length ? own.indexOf(element as HTMLElement) : 0;
    return there[index] ?? null;
  };
}
