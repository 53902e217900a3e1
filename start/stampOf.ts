/** A moment as a folder's name, in this machine's time zone: `2026-11-28T160102`, later ones sort later. */
export function stampOf(epochMs: number): string {
  const at = new Date(epochMs);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
}
