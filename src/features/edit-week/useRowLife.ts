import { useEffect, useLayoutEffect, useRef } from 'react';
import { answerAs, livingTabs } from '#data/livingTabs.ts';
import type { RowStore } from './rowStore.ts';

/** Leaving the open row by a click or by the focus saves it; what stands above the page (a list, a dialog) is part of it. */
export function useLeavingRow(store: RowStore, open: string | null, onLeft: () => void) {
  const left = useRef(onLeft);
  useLayoutEffect(() => {
    left.current = onLeft;
  });
  useEffect(() => {
    if (open === null) return;
    const since = performance.now();
    const look = (event: Event) => {
      if (event.timeStamp <= since) return; // the very click that opened the row
      const target = event.target;
      if (!(target instanceof Element) || !target.isConnected) return;
      if (target.closest(`[data-row="${CSS.escape(open)}"],dialog`)) return;
      store.leave(open);
      left.current();
    };
    document.addEventListener('click', look);
    document.addEventListener('focusin', look);
    return () => {
      document.removeEventListener('click', look);
      document.removeEventListener('focusin', look);
    };
  }, [store, open]);
  useEffect(() => {
    // A half-typed part of a list becomes a part before the page goes.
    const settle = () => document.activeElement instanceof HTMLElement && document.activeElement.blur();
    addEventListener('pagehide', settle);
    return () => {
      removeEventListener('pagehide', settle);
      const row = store.get().open;
      if (row !== null) store.leave(row);
    };
  }, [store]);
}

/** What an earlier visit left: this tab's own at once, that of tabs that are gone as soon as the living have answered. */
export function useRestoring(store: RowStore, tab: string) {
  useEffect(() => {
    const stop = answerAs(tab);
    store.restore(() => true);
    let gone = false;
    void livingTabs().then((living) => {
      if (!gone) store.restore((name) => living.has(name));
    });
    return () => {
      gone = true;
      stop();
    };
  }, [store, tab]);
}
