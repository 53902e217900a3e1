import { LimitExceeded, LIMITS } from '../limits.ts';
import { aType, fail, int, Path, type RulesValue, Slot, typeOf } from '../values.ts';
import { library, type Operation } from './method.ts';

/** `string(2.0)` is "2.0". */
export function text(value: RulesValue): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'number':
      return floatText(value);
  }
  if (value === null) return 'null';
  return value instanceof Path ? value.toString() : fail(`${aType(typeOf(value))} cannot become a string`);
}

/** As Java writes it: `1.0`, `1.0E7`, `1.0E-4`. */
function floatText(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size === 0) return Object.is(value, -0) ? '-0.0' : size === 0 ? '0.0' : String(value);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? value.toFixed(1) : String(value);
  const [digits, power] = value.toExponential().split('e') as [string, string];
  return `${digits.includes('.') ? digits : `${digits}.0`}E${power.replace('+', '')}`;
}

export function parsePath(source: string): Path {
  if (source.length > LIMITS.pathSize) throw new LimitExceeded(`a path has more than ${LIMITS.pathSize} characters`);
  const segments = source.replace(/^\//, '').split('/');
  return new Path(
    segments.map((segment) => {
      const [, plain, dollar] = /^(?:\{([A-Za-z_]\w*)\}|\$\(([A-Za-z_]\w*)\))$/.exec(segment) ?? [];
      if (segment === '') return fail('this text is no path: it has an empty segment');
      const slot = plain ?? dollar;
      return slot === undefined ? segment : new Slot(slot);
    }),
  );
}

const FLOAT = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const NAMED = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);
const of = (operation: Operation<[never]>) => operation as Operation;

/** Functions outside any name space, the database functions apart. */
export const conversions = library({
  string: of({
    takes: ['null|bool|int|float|string|path'],
    gives: 'string',
    total: true,
    run: (value: RulesValue) => text(value),
  }),
  int: of({
    takes: ['string|int|float'],
    gives: 'int',
    run: (value: string | bigint | number) => {
      if (typeof value === 'bigint') return value;
      if (typeof value === 'string')
        return /^[+-]?\d{1,30}$/.test(value) ? int(BigInt(value)) : fail('this text is no integer');
      return Number.isFinite(value) ? int(BigInt(Math.trunc(value))) : fail('this number has no integer');
    },
  }),
  float: of({
    takes: ['string|int|float'],
    gives: 'float',
    run: (value: string | bigint | number) => {
      if (typeof value !== 'string') return Number(value);
      return NAMED.get(value) ?? (FLOAT.test(value) ? Number(value) : fail('this text is no number'));
    },
  }),
  path: of({ takes: ['string'], gives: 'path', run: (value: string) => parsePath(value) }),
  /** Returns its argument. */
  debug: of({ takes: ['any'], gives: 'any', total: true, run: (value: RulesValue) => value }),
});
