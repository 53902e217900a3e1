import * as v from 'valibot';
import { id, instant, stampDate } from './parts.ts';

/**
 * `feeds/{hash}`: a private iCal address of a member: one calendar, one person, or (both null) everything they may read.
 * The name is the SHA-256 of the address's token in hex: whoever reads the store learns no address.
 */
const feedSchema = v.strictObject({
  member: v.string(),
  calendar: v.nullable(id),
  person: v.nullable(id),
  createdAt: instant,
  lastUsedAt: v.nullable(instant), // to the hour; the server's
});
export type PrivateFeed = v.InferOutput<typeof feedSchema> & { readonly hash: string };
export const feedFromDocument = (hash: string, data: unknown): PrivateFeed => ({
  hash,
  ...v.parse(feedSchema, data),
});
/** `createdAt` overrides the feed's own: the SDK's server timestamp. */
export const feedToDocument = (
  { member, calendar, person, lastUsedAt, ...feed }: Omit<PrivateFeed, 'hash'>,
  createdAt: unknown = stampDate(feed.createdAt),
): Record<string, unknown> => ({
  member,
  calendar,
  person,
  createdAt,
  lastUsedAt: lastUsedAt === null ? null : stampDate(lastUsedAt),
});
