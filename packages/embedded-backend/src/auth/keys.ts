import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** One active signing key for 90 days; older ones verify until the longest-lived token has ended (auth protocol, 4.4). */
const ACTIVE_MS = 90 * 24 * 3600_000;
const KEPT_MS = ACTIVE_MS + 15 * 24 * 3600_000;

interface StoredKeys {
  refreshSecret: string; // base64url, signs refresh tokens
  signing: { kid: string; createdAt: number; privateKey: string }[]; // PKCS #8 PEM, newest first
}

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The secrets that tokens hang on. In a file of their own, mode 0600, that no export of the data holds. */
export class Keys {
  readonly refreshSecret: Buffer;
  readonly #signing: SigningKey[];

  private constructor(stored: StoredKeys) {
    this.refreshSecret = Buffer.from(stored.refreshSecret, 'base64url');
    this.#signing = stored.signing.map(({ kid, privateKey }) => {
      const key = createPrivateKey(privateKey);
      return { kid, privateKey: key, publicKey: createPublicKey(key) };
    });
  }

  static async open(dataDir: string | null, now: number): Promise<Keys> {
    const file = dataDir === null ? null : join(dataDir, 'auth-keys.json');
    const stored = file === null ? null : read(file);
    if (stored?.signing[0] !== undefined && now - stored.signing[0].createdAt < ACTIVE_MS) return new Keys(stored);
    const next: StoredKeys = {
      refreshSecret: stored?.refreshSecret ?? randomBytes(32).toString('base64url'),
      signing: [await newKey(now), ...(stored?.signing ?? []).filter(({ createdAt }) => now - createdAt < KEPT_MS)],
    };
    if (file !== null) {
      const fresh = `${file}.new`;
      writeFileSync(fresh, JSON.stringify(next), { mode: 0o600 });
      renameSync(fresh, file);
    }
    return new Keys(next);
  }

  get active(): SigningKey {
    return this.#signing[0]!;
  }

  find(kid: unknown): SigningKey | undefined {
    return this.#signing.find((key) => key.kid === kid);
  }

  /** kid → PEM of the public key, as firebase-admin asks for them. */
  publicPems(): Record<string, string> {
    return Object.fromEntries(
      this.#signing.map(({ kid, publicKey }) => [kid, publicKey.export({ type: 'spki', format: 'pem' }) as string]),
    );
  }
}

function read(file: string): StoredKeys | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StoredKeys;
  } catch (cause) {
    if ((cause as { code?: string }).code === 'ENOENT') return null;
    throw cause;
  }
}

async function newKey(now: number) {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const kid = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 40);
  return { kid, createdAt: now, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
}
