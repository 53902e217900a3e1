import styles from './request.module.css';

const MOST_ROOMS = 3;

/** The first few rooms, one press each. */
export function RoomChoice({
  legend,
  rooms,
  value,
  onChange,
}: {
  legend: string;
  rooms: readonly { readonly id: string; readonly name: string }[];
  value: string;
  onChange: (value: string) => void;
}) {
  if (rooms.length === 0) return null;
  return (
    <div className={styles.rooms} role="group" aria-label={legend}>
      <small className="muted" aria-hidden="true">
        {legend}:
      </small>
      {rooms.slice(0, MOST_ROOMS).map(({ id, name }) => (
        <button key={id} type="button" aria-pressed={value === `room:${id}`} onClick={() => onChange(`room:${id}`)}>
          {name}
        </button>
      ))}
    </div>
  );
}
