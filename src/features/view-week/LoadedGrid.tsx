import { Component, lazy, Suspense, type ComponentProps, type ReactNode } from 'react';
import type { AssumedMinutes } from '#domain/assumed.ts';
import type { StoredEntry } from '#domain/entry.ts';
import { useMessages } from './messages.ts';
import { shownHours, SLOT_PX } from './gridEvents.ts';
import styles from './view.module.css';

const HourGrid = lazy(() => import('./HourGrid.tsx'));

/** The hour grid once it has come; until then its place, or that it did not come. `children`: under it. */
export function LoadedGrid({ children, ...grid }: ComponentProps<typeof HourGrid> & { children: ReactNode }) {
  const v = useMessages().view;
  return (
    <GridFailure message={v.gridFailed}>
      <Suspense fallback={<GridPlace {...grid} list={grid.look === 'danhsach'} text={v.gridLoading} />}>
        <HourGrid key={`${grid.look} ${grid.date}`} {...grid} />
        {children}
      </Suspense>
    </GridFailure>
  );
}

/** Holds the grid's place while it loads. */
function GridPlace({
  entries,
  lengths,
  list,
  text,
}: {
  entries: readonly StoredEntry[];
  lengths: AssumedMinutes;
  list: boolean;
  text: string;
}) {
  const { from, to } = shownHours(entries, lengths);
  return (
    <p className={styles.waiting} style={{ minHeight: list ? '60vh' : `${((to - from) / 60) * SLOT_PX + 110}px` }}>
      {text}
    </p>
  );
}

/** The grid is a part that may fail to load (a new version, no network): the page stays. */
class GridFailure extends Component<{ children: ReactNode; message: string }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <p role="alert">{this.props.message}</p> : this.props.children;
  }
}
