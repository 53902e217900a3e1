const STROKES = {
  previous: 'M6.5 1 2.5 5l4 4',
  next: 'm3.5 1 4 4-4 4',
  down: 'm1 3 4 4 4-4',
  remove: 'm1.5 1.5 7 7m0-7-7 7',
} as const;

/** The only four drawings there are. Always beside or inside something that has a name. */
export function Icon({ name }: { name: keyof typeof STROKES }) {
  return (
    <svg className="icon" viewBox="0 0 10 10" aria-hidden="true">
      <path d={STROKES[name]} />
    </svg>
  );
}
