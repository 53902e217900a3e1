import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { DatabaseError } from '../store/databaseError.ts';
import { syncDirectory } from '../store/directory.ts';

/** One key signs for 90 days; older ones verify until the longest-lived cookie has ended (auth protocol, 4.4). */
const ACTIVE_MS = 90 * 24 * 3600_000;
const KEPT_MS = ACTIVE_MS + 15 * 24 * 3600_000;
/** How long a key can be looked up before it signs: longer than anybody keeps the list of public keys. */
const PUBLISHED_BEFORE_MS = 3600_000;

interface StoredKey {
  kid: string;
  createdAt: number; // epoch ms from which it signs
  privateKey: string; // PKCS #8 PEM
}

interface StoredKeys {
  refreshSecret: string; // base64url, signs refresh tokens
  signing: StoredKey[]; // newest first
  serviceAccount?: StoredKey; // made at first use
}

/** As in the file. `sum`: CRC-32 of the rest as JSON; files of earlier programs have none until the next start. */
type KeysFile = StoredKeys & { sum?: number };

export interface SigningKey {
  readonly kid: string;
  readonly signsFrom: number; // epoch ms
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The secrets that tokens hang on. In a file of their own, mode 0600, that no export of the data holds. */
export class Keys {
  readonly refreshSecret: Buffer;
  readonly #file: string | null;
  #stored: StoredKeys;
  #signing: SigningKey[];
  #serviceAccount: Promise<SigningKey> | undefined;

  private constructor(file: string | null, stored: StoredKeys) {
    this.#file = file;
    this.#stored = stored;
    this.refreshSecret = Buffer.from(stored.refreshSecret, 'base64url');
    this.#signing = stored.signing.map(keyOf);
  }

  static async open(dataDir: string | null, now: number): Promise<Keys> {
    const file = dataDir === null ? null : join(dataDir, 'auth-keys.json');
    const keys = file === null ? new Keys(null, newKeys()) : Keys.#read(file);
    // Nobody holds a list of keys of a process that has just begun: the first key, and one that is overdue, sign at once.
    if (!keys.#signing.some(({ signsFrom }) => now - signsFrom < ACTIVE_MS)) await keys.#add(now, now);
    return keys;
  }

  static #read(file: string): Keys {
    try {
      const { sum, ...stored } = JSON.parse(readFileSync(file, 'utf8')) as KeysFile;
      if (sum !== undefined && sum !== sumOf(stored)) throw new Error('The keys are not those that were written.');
      const keys = new Keys(file, stored);
      if (sum === undefined) keys.#save(stored);
      return keys;
    } catch (cause) {
      const { code, syscall } = cause as NodeJS.ErrnoException;
      if (code === 'ENOENT') return new Keys(file, newKeys());
      if (syscall !== undefined) throw cause; // it may not be read
      throw new DatabaseError(`${file} is damaged. Delete it: no data are lost, and everybody signs in again.`, {
        cause,
        code: 'DAMAGED_KEYS',
      });
    }
  }

  /** Publishes the next key an hour before the present one has done its 90 days. To be called now and then. */
  async renew(now: number): Promise<void> {
    const newest = this.#signing[0]!;
    if (now < newest.signsFrom + ACTIVE_MS - PUBLISHED_BEFORE_MS) return;
    await this.#add(Math.max(newest.signsFrom + ACTIVE_MS, now + PUBLISHED_BEFORE_MS), now);
  }

  /** The key that signs now. */
  active(now: number): SigningKey {
    return this.#signing.find(({ signsFrom }) => signsFrom <= now) ?? this.#signing.at(-1)!;
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

  /** The key of the private channel's service account, which signs custom tokens. It stays: its tokens live an hour. */
  serviceAccount(): Promise<SigningKey> {
    this.#serviceAccount ??= (async () => {
      const stored = this.#stored.serviceAccount ?? (await newKey(0));
      if (!this.#stored.serviceAccount) this.#save({ ...this.#stored, serviceAccount: stored });
      return keyOf(stored);
    })();
    return this.#serviceAccount;
  }

  async #add(signsFrom: number, now: number): Promise<void> {
    const made = await newKey(signsFrom);
    const kept = this.#stored.signing.filter(({ createdAt }) => now - createdAt < KEPT_MS);
    this.#save({ ...this.#stored, signing: [made, ...kept] });
    this.#signing = this.#stored.signing.map(keyOf);
  }

  #save(stored: StoredKeys): void {
    this.#stored = stored;
    if (this.#file === null) return;
    const fresh = `${this.#file}.new`;
    writeFileSync(fresh, JSON.stringify({ ...stored, sum: sumOf(stored) } satisfies KeysFile), {
      mode: 0o600,
      flush: true,
    }); // on disk before it gets the name
    renameSync(fresh, this.#file);
    syncDirectory(dirname(this.#file));
  }
}

function keyOf({ kid, createdAt, privateKey }: StoredKey): SigningKey {
  const key = createPrivateKey(privateKey);
  const publicKey = createPublicKey(key);
  if (kid !== kidOf(publicKey)) throw new Error('The key is not the one of its name.');
  return { kid, signsFrom: createdAt, privateKey: key, publicKey };
}

function sumOf(stored: StoredKeys): number {
  return crc32(JSON.stringify(stored));
}

function newKeys(): StoredKeys {
  return { refreshSecret: randomBytes(32).toString('base64url'), signing: [] };
}

async function newKey(createdAt: number): Promise<StoredKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return {
    kid: kidOf(publicKey),
    createdAt,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

function kidOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 40);
}
