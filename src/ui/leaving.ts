/*
 * What is typed and sent is kept on this machine until it is confirmed (unsaved.ts). Other acts (a deletion, the duty of
 * a day) are only in the page's memory while they wait for the network.
 */

let acts = 0;

function ask(event: BeforeUnloadEvent) {
  event.preventDefault();
}

/** While `act` is open, the browser asks before the page is closed or loaded anew. */
export async function askBeforeLeaving<T>(act: Promise<T>): Promise<T> {
  if (acts++ === 0) addEventListener('beforeunload', ask);
  try {
    return await act;
  } finally {
    if (--acts === 0) removeEventListener('beforeunload', ask);
  }
}
