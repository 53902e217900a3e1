import type { ComponentProps } from 'react';
import { useMessages } from '#i18n/messages.tsx';
import { UnsavedList } from './UnsavedList.tsx';

/** What somebody had typed where they may do nothing any more, so that it can be read and copied. Nothing where there is none. */
export function LostWords(unsaved: ComponentProps<typeof UnsavedList>) {
  const { unsent } = useMessages().staff;
  const { entries = [], duty = [], absences = [], forms = [] } = unsaved;
  const count = entries.length + duty.length + absences.length + forms.length;
  if (count === 0) return null;
  return (
    <>
      <p>{unsent.lost(count)}</p>
      <UnsavedList {...unsaved} />
    </>
  );
}
