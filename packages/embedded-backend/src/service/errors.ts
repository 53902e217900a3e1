import { STATUS, StatusError, type StatusName } from '../model/status.ts';

/** What the client is told of an error: its own mistakes by name, our defects without detail (that goes to the log). */
export function refusalOf(error: unknown, log: (line: string) => void): StatusError {
  if (error instanceof StatusError) return error;
  // Both are the sender's doing: values nested so deep that reading them overflows the stack, and objects whose own
  // `toString` stops the making of an error message about them.
  const isOverflow = error instanceof RangeError && /call stack/i.test(error.message);
  const isUnprintable = error instanceof TypeError && /object to primitive/.test(error.message);
  if (isOverflow || isUnprintable) return new StatusError('INVALID_ARGUMENT', 'The message is malformed.');
  log(`defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new StatusError('INTERNAL', 'Internal error.');
}

export const codeOf = (status: StatusName): number => STATUS[status][0];
export const httpStatusOf = (status: StatusName): number => STATUS[status][1];

/** The error envelope of REST and WebChannel; clients go by `status`. */
export function envelopeOf({ status, message }: StatusError): {
  error: { code: number; message: string; status: string };
} {
  return { error: { code: httpStatusOf(status), message, status } };
}
