import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Agent } from 'node:https';
import { join } from 'node:path';
import webPush, { type VapidKeys } from 'web-push';
import type { PushDevice } from '#data/documents.ts';
import { PUSH_ENDPOINT } from '#domain/pushService.ts';
import type { PushMessage } from '#server/noticePush.ts';
import { StartError } from './startError.ts';

/** What became of a message: taken, not now, not by this service ever, or the browser has given the subscription up. */
export type PushOutcome = 'sent' | 'later' | 'never' | 'gone';

export interface Push {
  /** What browsers tie a subscription to (VAPID, RFC 8292). */
  readonly publicKey: string;
  send(device: PushDevice, message: PushMessage): Promise<PushOutcome>;
}

/** A device that is off gets it when it is on again, if it is not older news than a letter would be. */
const TTL_SECONDS = 2 * 24 * 3600;

/**
 * Web Push: the text is encrypted for the one browser (RFC 8291), its service learns neither what it says nor for whom. The
 * keys are those of the data directory, made at its first start (`push-keys.json`, mode 0600, in every backup): with other
 * keys every subscription is void. `contact` is who the service writes to about abuse.
 */
export function pushOf({
  dataDir,
  contact,
  log,
  agent,
}: {
  dataDir: string;
  contact: string;
  log: (line: string) => void;
  /** For tests: where connections go. */
  agent?: Agent;
}): Push {
  return pushWith(keysOf(dataDir), { contact, log, ...(agent && { agent }) });
}

export function pushWith(
  keys: VapidKeys,
  { contact, log, agent }: { contact: string; log: (line: string) => void; agent?: Agent },
): Push {
  return {
    publicKey: keys.publicKey,
    async send({ endpoint, p256dh, auth }, message) {
      if (!PUSH_ENDPOINT.test(endpoint)) return 'gone';
      try {
        await webPush.sendNotification({ endpoint, keys: { p256dh, auth } }, JSON.stringify(message), {
          vapidDetails: { subject: contact, ...keys },
          TTL: TTL_SECONDS,
          topic: topicOf(message.tag),
          timeout: 20_000,
          ...(agent && { agent }),
        });
        return 'sent';
      } catch (cause) {
        const { statusCode: status = 0, message: why } = cause as { statusCode?: number; message: string };
        // Neither the address of the subscription nor what the service says about it: both are the device's alone.
        log(`Thông báo đẩy qua ${new URL(endpoint).host} chưa tới: ${status === 0 ? why : status}`);
        if (status === 404 || status === 410) return 'gone';
        return status === 0 || status === 408 || status === 429 || status >= 500 ? 'later' : 'never';
      }
    },
  };
}

/** Services want a way to reach who sends: the site where it is one of the internet, else an address of this machine. */
export const pushContact = (home: string): string =>
  home.startsWith('https://') ? home : `mailto:lich-cong-tac@${new URL(home).hostname}`;

/** The service keeps one message a topic: what it could not deliver yet is not there twice. At most 32 letters (RFC 8030, 5.4). */
const topicOf = (tag: string): string => createHash('sha256').update(tag).digest('base64url').slice(0, 32);

function keysOf(dataDir: string): VapidKeys {
  const file = join(dataDir, 'push-keys.json');
  if (existsSync(file)) {
    try {
      const { publicKey, privateKey } = JSON.parse(readFileSync(file, 'utf8')) as VapidKeys;
      webPush.getVapidHeaders('https://example.org', 'https://example.org', publicKey, privateKey, 'aes128gcm');
      return { publicKey, privateKey };
    } catch {
      throw new StartError(
        `${file} bị hỏng. Khôi phục tệp này từ bản sao lưu, hoặc xóa nó: khi đó ai nhận thông báo đẩy phải đăng ký lại.`,
      );
    }
  }
  const keys = webPush.generateVAPIDKeys();
  const fresh = `${file}.new`;
  const handle = openSync(fresh, 'w', 0o600);
  writeFileSync(handle, JSON.stringify(keys));
  fsyncSync(handle); // on disk before it gets the name
  closeSync(handle);
  renameSync(fresh, file);
  return keys;
}
