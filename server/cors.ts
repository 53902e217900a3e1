import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/** On files for machines: they hold public text, so any site's page may read them and what their `ETag` is. */
export const OPEN_TO_PAGES = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link',
} as const;

/** Answers the question that a browser puts first where a page asks with `If-None-Match`. */
export const answerPreflight = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD'],
  allowHeaders: ['If-None-Match', 'If-Modified-Since'],
  maxAge: 86_400,
});

/** A week that is not issued yet is a 404 to a page, and not a network that is gone. */
export const openFailures: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.res.status >= 400) c.header('Access-Control-Allow-Origin', '*');
};
