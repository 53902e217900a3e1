import { keptForms, type KeptForm } from './keptForms.ts';
import { unsavedOf, type UnsavedPlace } from './unsaved.ts';
import { unsavedAbsencesOf, type UnsavedAbsence } from './unsavedAbsence.ts';
import { dutyDraftsOf, type DutyPlace } from './unsavedDuty.ts';

/** Everything that somebody typed or chose and that only this machine has. */
export interface AllUnsaved {
  readonly entries: readonly UnsavedPlace[];
  readonly duty: readonly DutyPlace[];
  readonly absences: readonly UnsavedAbsence[];
  readonly forms: readonly KeptForm[];
}

export const allUnsavedOf = (storage: Storage, uid: string): AllUnsaved => ({
  entries: unsavedOf(storage, uid),
  duty: dutyDraftsOf(storage, uid),
  absences: unsavedAbsencesOf(storage, uid),
  forms: keptForms(storage, uid),
});

export const countUnsaved = ({ entries, duty, absences, forms }: AllUnsaved): number =>
  entries.length + duty.length + absences.length + forms.length;
