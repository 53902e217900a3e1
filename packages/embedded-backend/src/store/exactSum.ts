/** Bits below the point: the least double is 2^-1074. */
const POINT = 1074n;
const VIEW = new DataView(new ArrayBuffer(8));

/** The double nearest to the sum, whatever the order, and whatever the sums on the way are beyond. All are finite. */
export function exactSum(numbers: Iterable<number | bigint>): number {
  let sum = 0n;
  for (const number of numbers) sum += typeof number === 'bigint' ? number << POINT : fixed(number);
  return sum < 0n ? -nearest(-sum) : nearest(sum);
}

/** number × 2^1074 */
function fixed(number: number): bigint {
  VIEW.setFloat64(0, number);
  const bits = VIEW.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const magnitude = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return bits >> 63n ? -magnitude : magnitude;
}

function nearest(sum: bigint): number {
  const excess = sum.toString(16).length * 4 - 64;
  if (excess <= 0) return Number(sum) * 2 ** -1074;
  const shift = BigInt(excess);
  const top = sum >> shift;
  // Number() rounds to the nearest, a tie to even: what was cut off must keep it from looking like a tie.
  const isCut = top << shift !== sum;
  return Number(isCut ? top | 1n : top) * 2 ** (excess - 1074);
}
