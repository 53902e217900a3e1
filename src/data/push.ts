import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { PUSH_ENDPOINT } from '#domain/pushService.ts';
import type { PushDevice } from './documents.ts';

/**
 * What this browser can do of pushed notices: the one thing of the app that needs a secure context (docs/decisions/0079).
 * `insecure`: the page came by plain http. `unsupported`: the browser knows none (Safari on an iPhone, but for sites on the
 * home screen).
 * `denied`: its owner has forbidden this site's notices. `able`: it can.
 */
export type PushAbility = 'insecure' | 'unsupported' | 'denied' | 'able';

export function pushAbility(): PushAbility {
  if (!window.isSecureContext) return 'insecure';
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return 'unsupported';
  return Notification.permission === 'denied' ? 'denied' : 'able';
}

/** No page lies below it: the worker shows notices and has no hand in how pages load. */
const SCOPE = '/push/';

const registration = () => navigator.serviceWorker.getRegistration(SCOPE);

/** The device's name in the store: of the subscription that this browser holds for the server's key. Null: it has none. */
export async function ownDevice(publicKey: string): Promise<string | null> {
  if (pushAbility() !== 'able') return null;
  const subscription = await (await registration())?.pushManager.getSubscription();
  const key = subscription?.options.applicationServerKey;
  return subscription && key && sameKey(key, publicKey) ? nameOf(subscription.endpoint) : null;
}

export type PushProblem = 'denied' | 'noService';

/** Asks the person, then the browser's push service. To be called by a press: browsers ask at no other time. */
export async function subscribeDevice(publicKey: string): Promise<PushDevice | PushProblem> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  try {
    const worker = await navigator.serviceWorker.register('/push-worker.js', { scope: SCOPE });
    await active(worker);
    const before = await worker.pushManager.getSubscription();
    const ours = before?.options.applicationServerKey;
    if (before && !(ours && sameKey(ours, publicKey))) await before.unsubscribe();
    const { endpoint, keys } = (
      await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) })
    ).toJSON();
    if (!endpoint || !PUSH_ENDPOINT.test(endpoint) || !keys?.['p256dh'] || !keys['auth']) return 'noService';
    return { id: nameOf(endpoint), endpoint, p256dh: keys['p256dh'], auth: keys['auth'], createdAt: 0 };
  } catch {
    return 'noService'; // the service cannot be reached from here, or the browser has none
  }
}

/** This browser gives its subscription up, and the worker with it. */
export async function unsubscribeDevice(): Promise<void> {
  if (pushAbility() === 'insecure' || !('serviceWorker' in navigator)) return;
  const worker = await registration();
  await (await worker?.pushManager?.getSubscription())?.unsubscribe();
  await worker?.unregister();
}

/** Its first start is awaited: subscribing needs a worker that runs. */
async function active(worker: ServiceWorkerRegistration): Promise<void> {
  const starting = worker.installing ?? worker.waiting;
  if (worker.active || !starting) return;
  await new Promise<void>((resolve, reject) =>
    starting.addEventListener('statechange', () => {
      if (starting.state === 'activated') resolve();
      if (starting.state === 'redundant') reject(new Error('the worker did not start'));
    }),
  );
}

const nameOf = (endpoint: string): string => bytesToHex(sha256(utf8ToBytes(endpoint)));

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

function sameKey(key: ArrayBuffer, publicKey: string): boolean {
  const [a, b] = [new Uint8Array(key), bytesOf(publicKey)];
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
