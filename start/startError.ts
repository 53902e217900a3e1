/** A start that must not go on; the message is for whoever gave the command. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
