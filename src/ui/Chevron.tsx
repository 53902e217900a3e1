const PATHS = { left: 'M6.5 1 2.5 5l4 4', right: 'm3.5 1 4 4-4 4', down: 'm1 3 4 4 4-4' } as const;

/** One of the drawn strokes; the words beside it say what it means. */
export function Chevron({ to }: { to: keyof typeof PATHS }) {
  return (
    <svg className="chevron" viewBox="0 0 10 10" aria-hidden="true">
      <path d={PATHS[to]} />
    </svg>
  );
}
