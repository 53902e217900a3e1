import * as v from 'valibot';
import type { NoticeChoice } from '#domain/notice.ts';
import { PUSH_ENDPOINT } from '#domain/pushService.ts';
import { id, instant, stampDate } from './parts.ts';

/** `notices/{uid}`: what a member wants to be told of when it is issued; the server reads it, past the rules. */
const noticeChoiceSchema = v.strictObject({
  calendars: v.array(id),
  // Choices made before there was one are letters to whoever is named.
  unit: v.optional(v.boolean(), false),
  way: v.optional(v.picklist(['mail', 'push']), 'mail'),
  since: instant,
});
export const noticeChoiceFromDocument = (data: unknown): NoticeChoice => v.parse(noticeChoiceSchema, data);
/** `since` overrides the choice's own: the SDK's server timestamp. */
export const noticeChoiceToDocument = (
  { calendars, unit, way, since: since_ }: NoticeChoice,
  since: unknown = stampDate(since_),
): Record<string, unknown> => ({ calendars: [...calendars], unit, way, since });

/**
 * `notices/{uid}/devices/{SHA-256 of the endpoint, hex}`: a browser that a member's notices are pushed to. Whoever has all
 * three can write to that screen: its owner and the server read them, nobody else.
 */
const pushDeviceSchema = v.strictObject({
  endpoint: v.pipe(v.string(), v.regex(PUSH_ENDPOINT)),
  p256dh: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{87}$/)),
  auth: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
  createdAt: instant,
});
export type PushDevice = v.InferOutput<typeof pushDeviceSchema> & { readonly id: string };
export const pushDeviceFromDocument = (id: string, data: unknown): PushDevice => ({
  id,
  ...v.parse(pushDeviceSchema, data),
});
/** `createdAt` overrides the device's own: the SDK's server timestamp. */
export const pushDeviceToDocument = (
  { endpoint, p256dh, auth, createdAt: createdAt_ }: Omit<PushDevice, 'id'>,
  createdAt: unknown = stampDate(createdAt_),
): Record<string, unknown> => ({ endpoint, p256dh, auth, createdAt });

/** `settings/notices`: what of notices this server can do. It writes it at its start; absent: nothing. */
const noticeWaysSchema = v.strictObject({
  mail: v.boolean(),
  /** The public key of its pushes (VAPID), to which browsers tie a subscription. Null: it pushes nothing. */
  push: v.optional(v.nullable(v.string()), null),
});
export type NoticeWays = v.InferOutput<typeof noticeWaysSchema>;
export const noticeWaysFromDocument = (data: unknown): NoticeWays => v.parse(noticeWaysSchema, data);
export const noticeWaysToDocument = ({ mail, push }: NoticeWays): Record<string, unknown> => ({ mail, push });

/**
 * `sentNotices/{calendar}_{week}_{revision}`: who has been told of a revision, and of whom some devices have:
 * `{uid}/{device}`; the server's own.
 */
const sentNoticesSchema = v.strictObject({ to: v.array(v.string()), done: v.boolean() });
export type SentNotices = v.InferOutput<typeof sentNoticesSchema>;
export const sentNoticesFromDocument = (data: unknown): SentNotices => v.parse(sentNoticesSchema, data);
export const sentNoticesToDocument = ({ to, done }: SentNotices): Record<string, unknown> => ({ to: [...to], done });
