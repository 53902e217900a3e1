import text from './text.woff2?url';

/** For a page that stays open: it takes the font as soon as that has come, though it was drawn without (tokens.css). */
export async function takeFont(document: Document): Promise<void> {
  const view = document.defaultView!;
  if (!('FontFace' in view)) return;
  try {
    const face = await new view.FontFace('Lichct Sans', `url(${text})`, { weight: '400 700' }).load();
    document.fonts.add(face);
  } catch {
    // It stays with what the machine has.
  }
}
