import { useEffect, useReducer, useState, type ComponentType } from 'react';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

/**
 * A part of a page that a click opens, and whose code is no part of the page's first load. `ready` fetches it: call it
 * when the page is idle, so that the part opens without a network too. Asked for and not to be had, it says so, offers
 * to try again, and is closed by what `close` makes of its props.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, close: (props: P) => () => void) {
  let Part: ComponentType<P> | undefined;
  const ready = async (): Promise<void> => {
    Part ??= await load();
  };
  function Later(props: P) {
    const t = useMessages().staff.later;
    const [, drawAgain] = useReducer((times: number) => times + 1, 0);
    const [failed, setFailed] = useState(false);
    const fetchIt = () => {
      setFailed(false);
      ready().then(drawAgain, () => setFailed(true));
    };
    useEffect(() => {
      if (!Part) fetchIt();
    }, []);
    if (Part) return <Part {...props} />;
    if (!failed) return null;
    return (
      <Dialog
        title={t.title}
        onClose={close(props)}
        actions={
          <Button look="ink" onClick={fetchIt}>
            {t.again}
          </Button>
        }
      >
        <p>{t.text}</p>
      </Dialog>
    );
  }
  return Object.assign(Later, { ready });
}
