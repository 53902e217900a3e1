/**
 * How many rows a text takes in a field of so many letters a row, at most 8: where the browser does not know
 * `field-sizing` (WebKitGTK 2.50 does not), a long text would be looked at through a slit.
 */
export const textRows = (text: string, lettersARow: number): number =>
  Math.min(
    8,
    text.split('\n').reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / lettersARow)), 0),
  );
