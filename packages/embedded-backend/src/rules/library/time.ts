import { Duration, fail, Timestamp } from '../values.ts';
import { library, type Operation } from './method.ts';

const SECOND = 1_000_000_000n;
const DAY = 86_400n * SECOND;
const DAY_MS = 86_400_000;
const FIRST = BigInt(Date.parse('0001-01-01T00:00:00Z')) * 1_000_000n;
const END = BigInt(Date.UTC(10_000, 0, 1)) * 1_000_000n;

/** A timestamp from the year 1 to 9999. */
export const timestampOf = (nanos: bigint): Timestamp =>
  nanos < FIRST || nanos >= END ? fail('a timestamp outside the years 1 to 9999') : new Timestamp(nanos);

const floorDiv = (a: bigint, b: bigint): bigint => (a >= 0n ? a / b : -((-a + b - 1n) / b));
const dayNumber = ({ nanos }: Timestamp): number => Number(floorDiv(nanos, DAY));
const nanosOfDay = ({ nanos }: Timestamp): bigint => nanos - floorDiv(nanos, DAY) * DAY;
const dateOf = (at: Timestamp): Date => new Date(dayNumber(at) * DAY_MS);

/** Days since 1970; the years 1 to 99 too, which `Date.UTC` takes for those of the last century. */
function utcDay(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getTime() / DAY_MS;
}

const onTimestamp = (operation: Operation<[Timestamp]>) => operation as Operation;
const part = (of: (at: Timestamp) => number | bigint) =>
  onTimestamp({ takes: [], gives: 'int', total: true, run: (at) => BigInt(of(at)) });

export const timestamps = library({
  year: part((at) => dateOf(at).getUTCFullYear()),
  month: part((at) => dateOf(at).getUTCMonth() + 1),
  day: part((at) => dateOf(at).getUTCDate()),
  hours: part((at) => nanosOfDay(at) / (3600n * SECOND)),
  minutes: part((at) => (nanosOfDay(at) / (60n * SECOND)) % 60n),
  seconds: part((at) => (nanosOfDay(at) / SECOND) % 60n),
  nanos: part((at) => nanosOfDay(at) % SECOND),
  /** 1 to 366. */
  dayOfYear: part((at) => dayNumber(at) - utcDay(dateOf(at).getUTCFullYear(), 0, 1) + 1),
  /** Monday is 1; the first of January 1970 was a Thursday. */
  dayOfWeek: part((at) => ((((dayNumber(at) + 3) % 7) + 7) % 7) + 1),
  toMillis: part((at) => floorDiv(at.nanos, 1_000_000n)),
  date: onTimestamp({
    takes: [],
    gives: 'timestamp',
    total: true,
    run: (at) => new Timestamp(floorDiv(at.nanos, DAY) * DAY),
  }),
  time: onTimestamp({ takes: [], gives: 'duration', total: true, run: (at) => new Duration(nanosOfDay(at)) }),
});

const onDuration = (operation: Operation<[Duration]>) => operation as Operation;

export const durations = library({
  seconds: onDuration({ takes: [], gives: 'int', total: true, run: ({ nanos }) => nanos / SECOND }),
  nanos: onDuration({ takes: [], gives: 'int', total: true, run: ({ nanos }) => nanos % SECOND }),
});

const of = (operation: Operation<never>) => operation as Operation;

export const timestampSpace = library({
  date: of({
    takes: ['int', 'int', 'int'],
    gives: 'timestamp',
    run: (year: bigint, month: bigint, day: bigint) => {
      const [y, m, d] = [Number(year), Number(month), Number(day)];
      // 31 February would become 3 March.
      const isDay = y >= 1 && y <= 9999 && m >= 1 && m <= 12 && d >= 1 && d <= 31;
      const at = isDay ? utcDay(y, m - 1, d) : NaN;
      if (!isDay || new Date(at * DAY_MS).getUTCDate() !== d) return fail('there is no such date');
      return timestampOf(BigInt(at) * DAY);
    },
  }),
  value: of({ takes: ['int'], gives: 'timestamp', run: (millis: bigint) => timestampOf(millis * 1_000_000n) }),
});

const UNITS = new Map<string, bigint>([
  ['w', 7n * DAY],
  ['d', DAY],
  ['h', 3600n * SECOND],
  ['m', 60n * SECOND],
  ['s', SECOND],
  ['ms', 1_000_000n],
  ['ns', 1n],
]);

export const durationSpace = library({
  value: of({
    takes: ['int', 'string'],
    gives: 'duration',
    run: (amount: bigint, unit: string) =>
      new Duration(amount * (UNITS.get(unit) ?? fail('a unit is one of w, d, h, m, s, ms, ns'))),
  }),
  time: of({
    takes: ['int', 'int', 'int', 'int'],
    gives: 'duration',
    total: true,
    run: (hours: bigint, minutes: bigint, seconds: bigint, nanos: bigint) =>
      new Duration((hours * 3600n + minutes * 60n + seconds) * SECOND + nanos),
  }),
  abs: of({
    takes: ['duration'],
    gives: 'duration',
    total: true,
    run: ({ nanos }: Duration) => new Duration(nanos < 0n ? -nanos : nanos),
  }),
});
