/** A refusal in the words of the Identity Toolkit; the SDKs turn `code` into theirs (auth protocol, 1.4). */
export class AuthError extends Error {
  override readonly name = 'AuthError';
  readonly code: string;
  readonly detail: string | undefined;
  readonly httpStatus: number;
  constructor(code: string, detail?: string, httpStatus = 400) {
    super(detail === undefined ? code : `${code} : ${detail}`);
    this.code = code;
    this.detail = detail;
    this.httpStatus = httpStatus;
  }
}

/** Too much to do at once. Never answered in JSON: the SDK would sign the user out for good (auth protocol, 1.4). */
export class OverloadError extends Error {
  override readonly name = 'OverloadError';
}
