import { useMessages } from '#i18n/messages.tsx';

export type SaveState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving'; readonly count: number }
  | { readonly kind: 'held'; readonly count: number } // the server answers, and has not taken them for long
  | { readonly kind: 'saved'; readonly at: string } // "14:36"
  | { readonly kind: 'offline'; readonly count: number } // edits that wait
  | { readonly kind: 'failed'; readonly count: number };

/** Where the edits of this page are. One polite status: stands always, so that screen readers hear it change. */
export function SaveMark({ state }: { state: SaveState }) {
  const t = useMessages().staff.save;
  return (
    <span role="status" className={`save ${state.kind}`}>
      {state.kind === 'saving' && t.saving(state.count)}
      {state.kind === 'held' && t.held(state.count)}
      {state.kind === 'saved' && t.saved(state.at)}
      {state.kind === 'offline' && t.offline(state.count)}
      {state.kind === 'failed' && t.failed(state.count)}
    </span>
  );
}
