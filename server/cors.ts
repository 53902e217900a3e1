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
