import { useMessages } from '#i18n/messages.tsx';
import type { Messages } from '#i18n/vi.ts';
import { Button } from './Button.tsx';
import { StatePage } from './StatePage.tsx';

/** What a page shows could not be read: never to be taken for an empty week. `offline`: and this machine holds no copy. */
export function UnreadPage({ because }: { because: keyof Messages['staff']['dataError'] }) {
  const { states, dataError } = useMessages().staff;
  const offline = because === 'offline';
  return (
    <StatePage
      tone={offline ? 'changed' : 'cancelled'}
      kicker={offline ? states.offlineKicker : states.failedKicker}
      title={offline ? states.offlineTitle : states.failedTitle}
      actions={
        <Button look="ink" onClick={() => location.reload()}>
          {states.retry}
        </Button>
      }
    >
      <p>{offline ? states.offlineText : `${dataError[because]} ${states.failedText}`}</p>
    </StatePage>
  );
}
