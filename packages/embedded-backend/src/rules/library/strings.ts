import { type RE2JS, RE2JSException } from 're2js';
import { LimitExceeded, LIMITS } from '../limits.ts';
import { Bytes, fail, intOf, type RulesValue } from '../values.ts';
import { library, type Operation } from './method.ts';
import { matches, searched } from './regex.ts';

/** A pattern without any special character stands for itself. */
const PLAIN = /^[^\\.+*?()|[\]{}^$]+$/;

/** Characters are UTF-16 units, as in Google's emulator; a pattern's `.` is a code point there and here. */
export const textSize = (text: string): number => text.length;

export const textSlice = (text: string, from: number, to: number): string => text.slice(from, to);

export function boundText(size: number): void {
  if (size > LIMITS.textSize) throw new LimitExceeded(`a text would have more than ${LIMITS.textSize} characters`);
}

/** `$1` and `${name}` in the replacement stand for groups, `\\$` for a dollar. */
const GROUP = /\$[0-9{]|\\[^]/;
const LONE = /\\[^]|\\$|\$(?![0-9{])/g;

function withGroups(regex: RE2JS, text: string, by: string): string {
  // The groups of all places together are no longer than the text, for each mention of a group.
  boundText(2 * (text.length + 1) * (by.length + 1));
  try {
    const escaped = by.replaceAll(LONE, (sign) => (sign.length === 1 ? `\\${sign}` : sign));
    return regex.matcher(text).replaceAll(escaped, true);
  } catch (error) {
    if (error instanceof RE2JSException) fail('the replacement names a group that the pattern has not');
    throw error;
  }
}

/** Only letters of ASCII have another case. */
const lowered = (text: string) => text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
const raised = (text: string) => text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase());

/** As in Java: empty parts at the end are left out, but a text without the separator stays, if empty. */
function partsOf(parts: string[]): string[] {
  let size = parts.length;
  while (size > 1 && parts[size - 1] === '') size -= 1;
  return size < parts.length ? parts.slice(0, size) : parts;
}

const method = (operation: Operation<[string, ...never[]]>) => operation as Operation;

export const strings = library({
  lower: method({ takes: [], gives: 'string', total: true, run: lowered }),
  upper: method({ takes: [], gives: 'string', total: true, run: raised }),
  trim: method({ takes: [], gives: 'string', total: true, run: (text) => text.trim() }),
  size: method({ takes: [], gives: 'int', total: true, run: (text) => intOf(textSize(text)) }),
  toUtf8: method({ takes: [], gives: 'bytes', total: true, run: (text) => new Bytes(Buffer.from(text)) }),
  matches: method({
    takes: ['string'],
    gives: 'bool',
    run: matches,
  }),
  replace: method({
    takes: ['string', 'string'],
    gives: 'string',
    run: (text: string, pattern: string, by: string) => {
      let size = text.length;
      const replacement = () => {
        boundText((size += by.length));
        return by;
      };
      if (GROUP.test(by)) return withGroups(searched(text, pattern), text, by);
      if (PLAIN.test(pattern)) return text.replaceAll(pattern, replacement);
      return searched(text, pattern).matcher(text).replaceAll(replacement);
    },
  }),
  split: method({
    takes: ['string'],
    gives: 'list',
    run: (text: string, pattern: string): RulesValue => {
      if (PLAIN.test(pattern)) return partsOf(text.split(pattern));
      const regex = searched(text, pattern);
      const parts = regex.split(text, -1);
      const first = regex.matcher(text);
      // An empty match at the very start has the empty text before it.
      return partsOf(text !== '' && first.find() && first.end() === 0 ? ['', ...parts] : parts);
    },
  }),
});
