import { createHash } from 'node:crypto';
import type { Agent } from 'node:https';
import webPush, { type VapidKeys } from 'web-push';
import type { PushDevice } from '#data/documents.ts';
import { PUSH_ENDPOINT } from '#domain/pushService.ts';
import type { PushMessage } from './noticePush.ts';

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
 * Web Push: the text is encrypted for the one browser (RFC 8291), its service learns neither what it says nor for whom.
 * With other keys every subscription is void. `contact` is who the service writes to about abuse.
 */
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

/** The keys as a file holds them, `{"publicKey":"…","privateKey":"…"}`. Null: they are none. */
export function vapidKeysIn(text: string): VapidKeys | null {
  try {
    const { publicKey, privateKey } = JSON.parse(text) as VapidKeys;
    webPush.getVapidHeaders('https://example.org', 'https://example.org', publicKey, privateKey, 'aes128gcm');
    return { publicKey, privateKey };
  } catch {
    return null;
  }
}
