import { lazy, useEffect, type ComponentType } from 'react';
import { later } from '#ui/later.tsx';
import { whenIdle } from '#ui/whenIdle.ts';
import { quickReading } from './quickReading.ts';

const closing = ({ onClose }: { onClose: () => void }) => onClose;

/** Every field of an entry beside the table. */
export const AllFields = later(async () => (await import('./AllFields.tsx')).AllFields, closing);
export const CompareDialog = later(async () => (await import('./CompareDialog.tsx')).CompareDialog, closing);
export const DeletedDialog = later(async () => (await import('./DeletedDialog.tsx')).DeletedDialog, closing);
export const KeysDialog = later(async () => (await import('#ui/KeysDialog.tsx')).KeysDialog, closing);
export const PasteDialog = later(async () => (await import('./PasteDialog.tsx')).PasteDialog, closing);
export const PasteTextDialog = later(async () => (await import('./PasteTextDialog.tsx')).PasteTextDialog, closing);
export const SelectionBar = later(
  async () => (await import('./SelectionBar.tsx')).SelectionBar,
  ({ acts }) => acts.unselect,
);
export const StartDialog = later(async () => (await import('./StartWeek.tsx')).StartDialog, closing);
export const StopDialog = later(async () => (await import('./StopDialog.tsx')).StopDialog, closing);
/** Stands on the page when it has come. Not to be had, it is asked for when the page is opened again. */
const orNothing = <P extends object>(load: () => Promise<ComponentType<P>>) =>
  lazy(async (): Promise<{ default: ComponentType<P> }> => {
    try {
      return { default: await load() };
    } catch {
      return { default: () => null };
    }
  });
/** Stands over the table where something is due. */
export const DueLines = orNothing(async () => (await import('./DueLines.tsx')).DueLines);
/** Is heard only. */
export const ClashesAloud = orNothing(async () => (await import('./ClashesAloud.tsx')).ClashesAloud);
/** Stands on the page of an empty week. */
export const StartOffer = later(
  async () => (await import('./StartWeek.tsx')).StartOffer,
  ({ onLeaveEmpty }) => onLeaveEmpty,
);

const PARTS = [
  AllFields,
  CompareDialog,
  DeletedDialog,
  KeysDialog,
  PasteDialog,
  PasteTextDialog,
  SelectionBar,
  StartDialog,
  StopDialog,
  StartOffer,
  quickReading,
];

export const readyAll = () => Promise.allSettled(PARTS.map(({ ready }) => ready()));

/** Fetches all of them once the week is on screen and the browser has nothing else to do. */
export function useReadyWhenIdle(): void {
  useEffect(() => whenIdle(() => void readyAll()), []);
}
