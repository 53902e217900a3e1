import { Button } from '#ui/Button.tsx';
import { useMessages } from './messages.ts';

/** The two ways out of a row's form. */
export function RowActs({ save, onClose }: { save?: string; onClose: () => void }) {
  const s = useMessages().settings;
  return (
    <div className="acts">
      <Button look="ink" type="submit">
        {save ?? s.save}
      </Button>
      <Button look="bare" onClick={onClose}>
        {s.close}
      </Button>
    </div>
  );
}
