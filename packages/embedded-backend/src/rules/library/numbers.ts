import { fail, int } from '../values.ts';
import { library, type Operation } from './method.ts';

const of = (operation: Operation<[never]>) => operation as Operation;
type Num = bigint | number;

/** Rounds to an int; 2.5 goes to 3, -2.5 to -2. */
const rounding = (round: (value: number) => number) =>
  of({
    takes: ['int|float'],
    gives: 'int',
    run: (value: Num) => {
      if (typeof value === 'bigint') return value;
      return Number.isFinite(value) ? int(BigInt(round(value))) : fail('this number has no integer');
    },
  });

export const math = library({
  abs: of({
    takes: ['int|float'],
    gives: 'number',
    run: (value: Num) => (typeof value === 'bigint' ? int(value < 0n ? -value : value) : Math.abs(value)),
  }),
  ceil: rounding(Math.ceil),
  floor: rounding(Math.floor),
  round: rounding(Math.round),
  sqrt: of({ takes: ['int|float'], gives: 'float', total: true, run: (value: Num) => Math.sqrt(Number(value)) }),
  pow: {
    takes: ['int|float', 'int|float'],
    gives: 'float',
    total: true,
    run: (base: Num, power: Num) => Number(base) ** Number(power),
  } satisfies Operation<[never, never]> as Operation,
  isNaN: of({ takes: ['int|float'], gives: 'bool', total: true, run: (value: Num) => Number.isNaN(Number(value)) }),
  isInfinite: of({
    takes: ['int|float'],
    gives: 'bool',
    total: true,
    warning: 'math.isInfinite() is documented, but production does not know it',
    run: (value: Num) => Math.abs(Number(value)) === Infinity,
  }),
});
