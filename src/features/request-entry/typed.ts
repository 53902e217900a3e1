import type { Unsaved } from '#data/unsaved.ts';

/** What is typed of a request, as the box of this machine keeps it. */
export type Typed = Pick<Unsaved, 'draft' | 'internal' | 'origin'>;
