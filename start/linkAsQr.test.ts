import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { linkAsQr } from './linkAsQr.ts';

const LINK =
  'https://lich.sotuphap.vinhan.gov.vn/account?mode=resetPassword&oobCode=Zq3kXy0W2c9mTn5rQe8uAv7bJf1hLs6d&apiKey=embedded&lang=vi';

/** What a phone sees: dark where the terminal or the paper is. */
function photographed(text: string): string | undefined {
  const rows = text.split('\n');
  const width = Math.max(...rows.map((row) => row.length)) + 8;
  const scale = 4;
  const pixels = new Uint8ClampedArray(width * scale * (rows.length * 2 + 8) * scale * 4).fill(255);
  const height = (rows.length * 2 + 8) * scale;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width * scale; x++) {
      const [column, line] = [Math.floor(x / scale) - 4, Math.floor(y / scale) - 4];
      const block = rows[line >> 1]?.[column] ?? ' ';
      const isDark = line >= 0 && (block === '█' || block === (line % 2 ? '▄' : '▀'));
      if (isDark) pixels.fill(0, (y * width * scale + x) * 4, (y * width * scale + x) * 4 + 3);
    }
  }
  // A CommonJS module, which Node and bundlers hand over differently.
  const read = (jsQR as unknown as { default?: typeof jsQR }).default ?? jsQR;
  return read(pixels, width * scale, height)?.data;
}

test('a phone reads the link from paper', () => expect(photographed(linkAsQr(LINK, false))).toBe(LINK));

test('on a screen it is black on white, whatever the terminal is, and as wide as a terminal at most', () => {
  const rows = linkAsQr(LINK, true).split('\n');
  expect(rows.every((row) => row.startsWith('\u001b[30;107m') && row.endsWith('\u001b[0m'))).toBe(true);
  const plain = rows.map((row) => row.slice('\u001b[30;107m'.length, -'\u001b[0m'.length));
  expect(photographed(plain.join('\n'))).toBe(LINK);
  expect(Math.max(...plain.map((row) => row.length))).toBeLessThanOrEqual(80);
});
