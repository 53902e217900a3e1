import { useEffect, useLayoutEffect, useRef, useState, type PointerEvent } from 'react';
import type { LocalDate } from '#domain/time.ts';

const STARTS_AFTER_PX = 6; // a click is no drag
const HOLD_MS = 350; // a finger that moves before scrolls the page
const EDGE_PX = 72; // nearer to the window's edge the page scrolls
const SCROLL_PX = 14; // a frame

/** A line in the hand, and the day that it would go to; null: none, or its own. */
export interface RowDrag {
  readonly key: string;
  readonly to: LocalDate | null;
}

/**
 * A line is dragged to another day by its time: the rest of it is text, which is selected. A mouse drags at once, a
 * finger after it has rested (docs/decisions/0049). The keys' way is Alt and the arrows, the form's the day.
 */
export function useRowDrag({ enabled, onDrop }: { enabled: boolean; onDrop: (key: string, to: LocalDate) => void }): {
  readonly drag: RowDrag | null;
  readonly onPointerDown: (event: PointerEvent) => void;
} {
  const [drag, setDrag] = useState<RowDrag | null>(null);
  const drop = useRef(onDrop);
  const end = useRef<(() => void) | null>(null);
  useLayoutEffect(() => {
    drop.current = onDrop;
  });
  useEffect(() => () => end.current?.(), []);

  function onPointerDown(event: PointerEvent) {
    if (!enabled || event.button !== 0 || !event.isPrimary || event.shiftKey || event.ctrlKey || event.metaKey) return;
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-stop] > .time') : null;
    const line = cell?.parentElement;
    const key = line?.dataset['stop'];
    if (!line || key === undefined) return;
    const home = dayAt(line);
    const touch = event.pointerType === 'touch';
    const { pointerId, clientX: x, clientY: y } = event;
    let at = { x, y };
    let now: RowDrag | null = null;
    let frame = 0;

    const look = () => {
      const day = dayAt(document.elementFromPoint(at.x, at.y));
      const to = day === home ? null : day;
      if (now && now.to === to) return;
      now = { key, to };
      setDrag(now);
    };
    const scroll = () => {
      const by = at.y < EDGE_PX ? -SCROLL_PX : at.y > innerHeight - EDGE_PX ? SCROLL_PX : 0;
      if (by !== 0) {
        scrollBy(0, by);
        look();
      }
      frame = requestAnimationFrame(scroll);
    };
    const begin = () => {
      getSelection()?.removeAllRanges();
      look();
      frame = requestAnimationFrame(scroll);
    };
    const held = touch ? setTimeout(begin, HOLD_MS) : undefined;

    const onMove = (move: globalThis.PointerEvent) => {
      if (move.pointerId !== pointerId) return;
      at = { x: move.clientX, y: move.clientY };
      const far = Math.hypot(at.x - x, at.y - y) > STARTS_AFTER_PX;
      if (now) look();
      else if (far && touch) stop();
      else if (far) begin();
    };
    const onUp = (up: globalThis.PointerEvent) => {
      if (up.pointerId !== pointerId) return;
      const to = now?.to;
      const dragged = now !== null;
      stop();
      if (dragged) addEventListener('click', swallow, { capture: true, once: true });
      if (dragged) setTimeout(() => removeEventListener('click', swallow, true));
      if (to) drop.current(key, to);
    };
    const onKey = (press: KeyboardEvent) => {
      if (press.key !== 'Escape' || !now) return;
      swallow(press);
      stop();
    };
    const still = (moved: Event) => now && moved.preventDefault();
    const noMenu = (menu: Event) => touch && menu.preventDefault();
    function stop() {
      clearTimeout(held);
      cancelAnimationFrame(frame);
      removeEventListener('pointermove', onMove);
      removeEventListener('pointerup', onUp);
      removeEventListener('pointercancel', stop);
      removeEventListener('keydown', onKey, true);
      removeEventListener('touchmove', still);
      removeEventListener('selectstart', still);
      removeEventListener('contextmenu', noMenu);
      end.current = null;
      now = null;
      setDrag(null);
    }
    end.current?.();
    end.current = stop;
    addEventListener('pointermove', onMove);
    addEventListener('pointerup', onUp);
    addEventListener('pointercancel', stop);
    addEventListener('keydown', onKey, true);
    addEventListener('touchmove', still, { passive: false }); // else the page scrolls under the finger
    addEventListener('selectstart', still);
    addEventListener('contextmenu', noMenu);
  }
  return { drag, onPointerDown };
}

const swallow = (event: Event) => {
  event.preventDefault();
  event.stopPropagation();
};

const dayAt = (element: Element | null): LocalDate | null =>
  (element?.closest<HTMLElement>('tbody[data-date]')?.dataset['date'] as LocalDate | undefined) ?? null;
