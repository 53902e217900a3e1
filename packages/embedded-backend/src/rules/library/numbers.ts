import { int } from '../values.ts';
import { library, type Operation } from './method.ts';

const of = (operation: Operation<[never]>) => operation as Operation;
type Num = bigint | number;

/** To a whole number that is a float all the same. */
const whole = (round: (value: number) => number) =>
  of({ takes: ['int|float'], gives: 'float', total: true, run: (value: Num) => round(Number(value)) });

const [LEAST, MOST] = [-(2n ** 63n), 2n ** 63n - 1n];

/** 2.5 goes to 3, -2.5 to -2; what no int can hold to the nearest that one can, NaN to 0. */
function rounded(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  const near = Number.isFinite(value) ? BigInt(Math.round(value)) : value > 0 ? MOST : LEAST;
  return near > MOST ? MOST : near < LEAST ? LEAST : near;
}

export const math = library({
  abs: of({
    takes: ['int|float'],
    gives: 'number',
    run: (value: Num) => (typeof value === 'bigint' ? int(value < 0n ? -value : value) : Math.abs(value)),
  }),
  ceil: whole(Math.ceil),
  floor: whole(Math.floor),
  round: of({
    takes: ['int|float'],
    gives: 'int',
    total: true,
    run: (value: Num) => (typeof value === 'bigint' ? value : rounded(value)),
  }),
  sqrt: of({ takes: ['int|float'], gives: 'float', total: true, run: (value: Num) => Math.sqrt(Number(value)) }),
  pow: {
    takes: ['int|float', 'int|float'],
    gives: 'float',
    total: true,
    run: (base: Num, power: Num) => Number(base) ** Number(power),
  } satisfies Operation<[never, never]> as Operation,
  isNaN: of({ takes: ['int|float'], gives: 'bool', total: true, run: (value: Num) => Number.isNaN(Number(value)) }),
  /** Documented as isInfinite(), which production does not know. */
  isInfinity: of({
    takes: ['int|float'],
    gives: 'bool',
    total: true,
    run: (value: Num) => Math.abs(Number(value)) === Infinity,
  }),
});
