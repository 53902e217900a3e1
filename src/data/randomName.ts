/** A name that nobody else has. Not `crypto.randomUUID`, which is absent on plain http (docs/decisions/0016). */
export const randomName = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join('');
