// Makes this folder's fonts out of Adobe's Source Sans 3, by hand and seldom:
//   npm install --no-save source-sans@3.52.0 subset-font@2.9.0 fontverter@2.0.0 && node src/ui/fonts/make.mjs
// One file for all that a schedule is written with: two would let a word stand in two fonts while one is on its way.
import { readFileSync, writeFileSync } from 'node:fs';
import { convert } from 'fontverter';
import subsetFont from 'subset-font';

/** The letters of each, as tokens.css asks for them (`unicode-range`). */
const RANGES = {
  text:
    'U+20-7E,U+A0,U+B7,U+C0-C3,U+C8-CA,U+CC-CD,U+D2-D5,U+D9-DA,U+DD,U+E0-E3,U+E8-EA,U+EC-ED,U+F2-F5,U+F9-FA,U+FD,' +
    'U+102-103,U+110-111,U+128-129,U+168-169,U+1A0-1A1,U+1AF-1B0,U+1EA0-1EF9,U+2013-2014,U+2018-2019,U+201C-201D,U+2026',
  // None of the first: while that is on its way a browser would fetch this one too.
  seldom:
    'U+A1-B6,U+B8-BF,U+C4-C7,U+CB,U+CE-D1,U+D6-D8,U+DB-DC,U+DE-DF,U+E4-E7,U+EB,U+EE-F1,U+F6-F8,U+FB-FC,U+FE-FF,' +
    'U+152-153,U+2020-2022,U+2030,U+2039-203A,U+2070-2089,U+20AB-20AC,U+2122,U+2190-2193,U+2212,U+2264-2265',
};

const lettersOf = (range) =>
  range
    .split(',')
    .flatMap((part) => {
      const [first, last = first] = part
        .slice(2)
        .split('-')
        .map((code) => Number.parseInt(code, 16));
      return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));
    })
    .join('');

/** Where a table of an OpenType file begins. */
function tableAt(font, tag) {
  const records = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + 16 * i);
  return font.readUInt32BE(records.find((at) => font.toString('latin1', at, at + 4) === tag) + 8);
}

/** The licence keeps the name "Source" for Adobe's own files: in ours each name of the font says "Lichct" in its place. */
function rename(font) {
  const names = tableAt(font, 'name');
  const strings = names + font.readUInt16BE(names + 4);
  for (let at = names + 6; at < names + 6 + 12 * font.readUInt16BE(names + 2); at += 12) {
    if ([0, 7].includes(font.readUInt16BE(at + 6))) continue; // copyright, trademark
    const [from, length] = [strings + font.readUInt16BE(at + 10), font.readUInt16BE(at + 8)];
    const text = Buffer.from(font.subarray(from, from + length))
      .swap16()
      .toString('utf16le');
    Buffer.from(text.replaceAll('Source', 'Lichct'), 'utf16le').swap16().copy(font, from);
  }
}

/** As high above and below the line as the edition of Google Fonts, 1.424 em: letters with two marks stay inside. */
function setHeight(font) {
  const [hhea, os2] = [tableAt(font, 'hhea'), tableAt(font, 'OS/2')];
  for (const [at, sign] of [
    [hhea + 4, -1],
    [os2 + 68, -1],
    [os2 + 74, 1],
  ]) {
    font.writeInt16BE(1024, at);
    font.writeInt16BE(sign * 400, at + 2);
  }
}

const whole = readFileSync(new URL('../../../node_modules/source-sans/VF/SourceSans3VF-Upright.ttf', import.meta.url));
for (const [name, range] of Object.entries(RANGES)) {
  const made = await subsetFont(whole, lettersOf(range), {
    targetFormat: 'sfnt',
    noHinting: true,
    // Without small capitals, fractions and old figures, whose shapes are a quarter of the file.
    keepFeatures: ['ccmp', 'kern', 'locl', 'mark', 'mkmk', 'tnum'],
  });
  const font = Buffer.from(made);
  rename(font);
  setHeight(font);
  writeFileSync(new URL(`${name}.woff2`, import.meta.url), await convert(font, 'woff2'));
}
