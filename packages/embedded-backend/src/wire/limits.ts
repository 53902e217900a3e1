/** What one client may cost. The first is Firestore's own limit of a request. */
export const MAX_REQUEST_BYTES = 10 * 1024 * 1024;
/** A WebChannel body is form-encoded: one letter of Vietnamese takes up to nine. */
export const MAX_FORM_BYTES = 3 * MAX_REQUEST_BYTES;
/** Answers that wait because a client does not read: beyond this its stream is dropped, and it comes back by itself. */
export const MAX_WAITING_BYTES = 64 * 1024 * 1024;
/** The same for gRPC, which counts messages: a first snapshot may be large, a client that takes nothing is gone. */
export const MAX_WAITING_MESSAGES = 200_000;
export const STALL_MS = 60_000;
/** Streams of browsers at a time. A tab has one, and one more while it writes. */
export const MAX_SESSIONS = 2000;
/** Messages that came before one that is still missing. */
export const MAX_OUT_OF_ORDER = 100;
/** A connection that says nothing recognisable, or a request whose head does not end. */
export const HEAD_TIMEOUT_MS = 15_000;
export const REQUEST_TIMEOUT_MS = 60_000;
/** How long a stopping server waits for its answers to be taken. */
export const LAST_WORDS_MS = 1_000;
