import type { ActionType } from './actionCodes.ts';

/** A link that somebody asked for, to be sent to them. */
export interface Letter {
  readonly type: ActionType;
  readonly to: string;
  readonly displayName: string | null;
  readonly link: string;
  readonly newEmail: string | null;
  readonly locale: string; // "vi": what the SDK said, else "en"
  readonly validForMs: number;
}

/** Somebody asked for a link on a server that sends no mail. The address is as typed: it may be nobody's. */
export interface LinkRequest {
  readonly type: ActionType;
  readonly email: string;
  readonly known: boolean;
  /** VERIFY_AND_CHANGE_EMAIL: what it shall become; they were signed in when they asked. */
  readonly newEmail: string | null;
  readonly address: string;
}

export interface Letters {
  /** Absent: no mail goes out, and links are handed over by an administrator (auth protocol, 4.6). */
  readonly send?: ((letter: Letter) => Promise<void>) | undefined;
  /** Where requests go then; by default a line of the log. */
  readonly file?: ((request: LinkRequest) => void) | undefined;
}
