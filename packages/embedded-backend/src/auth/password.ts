import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { AuthError, OverloadError } from './errors.ts';

export interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and about 0.3 s on a small office machine (auth protocol, 4.1). */
export const OFFICE_COST: Cost = { N: 2 ** 15, r: 8, p: 3 };
/** For accounts that only tests use. */
export const TEST_COST: Cost = { N: 2 ** 10, r: 8, p: 1 };

const AT_ONCE = 2;
const QUEUE = 20;
const KEY_BYTES = 32;
/** Hashes that were imported may have other lengths; shorter ones would be guessed. */
const SHORTEST_KEY_BYTES = 16;

/** Hashes and checks passwords, at most two at a time and twenty waiting; more are an OverloadError. */
export class Passwords {
  readonly #cost: Cost;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(cost: Cost) {
    this.#cost = cost;
  }

  /** A PHC string: it carries its own parameters, so that the cost can rise later. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    const key = await this.#derive(password, salt, this.#cost, KEY_BYTES);
    return formatHash(this.#cost, salt, key);
  }

  /** `stored` null: nobody by that name. It takes as long as a real check, and is never right. */
  async verify(password: string, stored: string | null): Promise<{ right: boolean; outdated: boolean }> {
    const parsed = stored === null ? null : parse(stored);
    if (parsed === null) {
      await this.#derive(password, Buffer.alloc(16), this.#cost, KEY_BYTES);
      return { right: false, outdated: false };
    }
    const { cost, salt, key } = parsed;
    const derived = await this.#derive(password, salt, cost, key.length);
    const { N, r, p } = this.#cost;
    return { right: timingSafeEqual(derived, key), outdated: cost.N !== N || cost.r !== r || cost.p !== p };
  }

  async #derive(password: string, salt: Buffer, { N, r, p }: Cost, bytes: number): Promise<Buffer> {
    await this.#turn();
    try {
      // Vietnamese input methods produce composed and decomposed letters for the same keys.
      const text = password.normalize('NFKC');
      return await new Promise((resolve, reject) => {
        scrypt(text, salt, bytes, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      });
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  /** Resolves when one of the places is ours; it is handed on from hash to hash. */
  #turn(): Promise<void> {
    if (this.#running < AT_ONCE) {
      this.#running++;
      return Promise.resolve();
    }
    if (this.#waiting.length >= QUEUE) return Promise.reject(new OverloadError('too many passwords to check'));
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** The PHC string of a scrypt hash. Throws INVALID_HASH for one too short to protect anything. */
export function formatHash({ N, r, p }: Cost, salt: Buffer, key: Buffer): string {
  if (key.length < SHORTEST_KEY_BYTES || key.length > 128) throw new AuthError('INVALID_HASH', 'of 16 to 128 bytes');
  return `$scrypt$ln=${Math.log2(N)},r=${r},p=${p}$${salt.toString('base64')}$${key.toString('base64')}`;
}

function parse(stored: string): { cost: Cost; salt: Buffer; key: Buffer } {
  const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]*)\$([^$]+)$/.exec(stored);
  if (!match) throw new Error('not a password hash of ours');
  return {
    cost: { N: 2 ** Number(match[1]), r: Number(match[2]), p: Number(match[3]) },
    salt: Buffer.from(match[4]!, 'base64'),
    key: Buffer.from(match[5]!, 'base64'),
  };
}
