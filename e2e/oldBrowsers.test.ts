import { parse } from 'acorn';
import { accessibilityFaults } from './axe.ts';
import { expect, test } from './fixtures.ts';

// Browsers of the iOS 12 class drop a rule, or a whole script, for one word that they do not know.

const PAGES = ['/', '/?mau=a', '/?mau=e', '/lich/tat-ca', '/tiep-cong-dan', '/tim?q=hop', '/theo-doi', '/wall/board'];
const FRAMES = ['/embed/board?mau=c&nen=toi&truc=co'];

/** What Safari 12 cannot read, and what a rule loses by it. Not here: words that may be dropped without a loss. */
const UNKNOWN = [
  /(?<!display:grid[^{}]*)[;{](row-|column-)?gap:(?![^{}]*display:grid)/, // a grid's is read
  /(^|[;{])(inset|aspect-ratio|translate|scale|rotate)(-[a-z-]+)?:/,
  /:(is|where|has)\(/,
  /:not\([^)]*,/,
  /:focus-visible(?!\)\{outline:\s*none)/, // it may take an outline away, never give the only one
  /\b(light-dark|oklch|oklab|lch|lab|color-mix|color|min|max|clamp)\(/,
  /\d(dvh|svh|lvh|dvw|svw|lvw)\b/,
  /@(layer|container|scope|property)\b/,
  /@media[^{]*[<>]/,
  /\{[^{}@]*&/, // nesting
];

for (const path of [...PAGES, ...FRAMES]) {
  test(`${path}: every rule is read by Safari 12, or there is one before it that is`, async ({ visitor }) => {
    const html = await (await visitor.request.get(path)).text();
    const paper = /<link rel="stylesheet" href="([^"]+)"/.exec(html)![1]!;
    const styles = [
      ...[...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css]) => withoutSupports(css!)),
      await (await visitor.request.get(paper)).text(),
    ].join('');
    expect(styles).toContain('@media print');
    expect(styles.length).toBeGreaterThan(10_000);
    for (const word of UNKNOWN) expect(styles.match(new RegExp(`.{0,60}${word.source}.{0,40}`))?.[0]).toBeUndefined();
  });
}

test('a script of ours that such a browser would start is one that it can read', async ({ visitor }) => {
  for (const file of ['/embed.js', '/embed-frame.js', '/copy.js']) {
    const source = await (await visitor.request.get(file)).text();
    expect(() => parse(source, { ecmaVersion: 2017, sourceType: 'script' }), file).not.toThrow();
  }
  for (const path of [...PAGES, ...FRAMES]) {
    const html = await (await visitor.request.get(path)).text();
    // Unread, a module leaves the page as the server wrote it.
    const scripts = [...html.matchAll(/<script(?![^>]*type="application\/)([^>]*)>/g)].map(
      ([, attributes]) => attributes!,
    );
    for (const attributes of scripts) expect(attributes, path).toContain('type="module"');
  }
});

test('without light-dark() a page stays light, all of it, in the dark', async ({ visitor }) => {
  await visitor.emulateMedia({ colorScheme: 'dark' });
  await visitor.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const response = await route.fetch();
    // The policy allows the styles by their hash.
    const { 'content-security-policy': _policy, ...headers } = response.headers();
    return route.fulfill({ response, headers, body: withoutSupports(await response.text()) });
  });
  for (const path of [...PAGES, ...FRAMES]) {
    await visitor.goto(path);
    const ground = await visitor.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(ground, path).toBe('rgb(255, 255, 255)');
    expect(await accessibilityFaults(visitor), path).toEqual([]);
  }
});

/** What is left of styles where no `@supports` holds. */
function withoutSupports(css: string): string {
  const start = css.indexOf('@supports');
  if (start < 0) return css;
  let depth = 0;
  let end = css.indexOf('{', start);
  do {
    depth += css[end] === '{' ? 1 : css[end] === '}' ? -1 : 0;
    end += 1;
  } while (depth > 0);
  return css.slice(0, start) + withoutSupports(css.slice(end));
}
