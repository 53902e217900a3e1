import { encode } from 'uqr';

/** Blank modules around it, without which scanners do not find it (ISO/IEC 18004, 9.1). */
const QUIET = 4;

/**
 * A link as rows of text, two modules high each, for a phone to read from a screen or from paper. `onScreen`: with
 * colours, as terminals are dark or light and scanners want dark on light.
 */
export function linkAsQr(link: string, onScreen: boolean): string {
  const { data, size } = encode(link, { border: QUIET, ecc: 'L' });
  const rows: string[] = [];
  for (let y = 0; y < size; y += 2) {
    const row = data[y]!.map((upper, x) => BLOCKS[Number(upper) + 2 * Number(data[y + 1]?.[x] ?? false)]).join('');
    rows.push(onScreen ? `\u001b[30;107m${row}\u001b[0m` : row.trimEnd());
  }
  return rows.join('\n');
}

const BLOCKS = [' ', '▀', '▄', '█'];
