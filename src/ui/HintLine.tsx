/** The keys that matter most, at the foot of a wide page, and the way to all of them. */
export function HintLine({
  hints,
  all,
  onAll,
}: {
  hints: readonly (readonly [key: string, does: string])[];
  all: string;
  onAll: () => void;
}) {
  return (
    <footer className="hints noPrint">
      {hints.map(([key, does]) => (
        <span key={key}>
          <kbd>{key}</kbd> {does}
        </span>
      ))}
      <button type="button" className="push" onClick={onAll}>
        <kbd>?</kbd> {all}
      </button>
    </footer>
  );
}
