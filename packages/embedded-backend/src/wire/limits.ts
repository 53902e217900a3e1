/** What one client may cost. The first is Firestore's own limit of a request. */
export const MAX_REQUEST_BYTES = 10 * 1024 * 1024;
/** A WebChannel body is form-encoded: one letter of Vietnamese takes up to nine. */
export const MAX_FORM_BYTES = 3 * MAX_REQUEST_BYTES;
/**
 * Answers that a client does not read, or requests that it does not end or that a Listen keeps: beyond this its stream is
 * dropped, and it comes back by itself.
 */
export const MAX_WAITING_BYTES = 64 * 1024 * 1024;
export const MAX_WAITING_BYTES_IN_ALL = 4 * MAX_WAITING_BYTES;
/** An answer of which nothing is taken for so long counts with those. */
export const SLOW_READER_MS = 2_000;
/** A client that takes nothing for so long is gone. */
export const STALL_MS = 60_000;
/** Streams of browsers at a time. A tab has one, and one more while it writes. */
export const MAX_SESSIONS = 2000;
/** Of all kinds, before the system's own limit of open files is felt. */
export const MAX_CONNECTIONS = 5000;
/** Of a browser's HTTP/2: its tabs share one connection, each with one long answer. */
export const MAX_STREAMS_A_CONNECTION = 250;
/** Of gRPC: all clients of a server process share one connection, and each document or query it listens to is a stream. */
export const MAX_CALLS_A_CONNECTION = MAX_SESSIONS;
/** A connection on which nothing moves; open streams send a word every 30 s. */
export const IDLE_TIMEOUT_MS = 120_000;
/** Messages that came before one that is still missing. */
export const MAX_OUT_OF_ORDER = 100;
/** A connection that says nothing recognisable, or a request whose head does not end. */
export const HEAD_TIMEOUT_MS = 15_000;
export const REQUEST_TIMEOUT_MS = 60_000;
/** How often connections are looked over for these two. */
export const TIMEOUT_CHECK_MS = 5_000;
/** How long a stopping server waits for its answers to be taken. */
export const LAST_WORDS_MS = 1_000;
