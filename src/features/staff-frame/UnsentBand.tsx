import { useEffect, useState } from 'react';
import { answerAs } from '#data/livingTabs.ts';
import { unsentLetters } from '#data/outbox.ts';
import { tabName } from '#data/unsaved.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Band } from '#ui/Band.tsx';
import { Button } from '#ui/Button.tsx';

/** Sends what pages that are gone had not sent, and says what of it the store would no longer take. */
export function UnsentBand() {
  const t = useMessages().staff.unsentBand;
  const [refused, setRefused] = useState<readonly string[]>([]);
  useEffect(() => {
    const stop = answerAs(tabName(sessionStorage));
    let gone = false;
    // Asked before its code is fetched: what this page gives from now on is its own to send.
    const found = unsentLetters();
    if (found.length > 0) {
      void import('#data/resendUnsent.ts').then(async ({ resendUnsent }) => {
        const words = await resendUnsent(found);
        if (!gone) setRefused(words);
      });
    }
    return () => {
      gone = true;
      stop();
    };
  }, []);
  if (refused.length === 0) return null;
  const named = refused.filter((words) => words !== '').map((words) => `“${words}”`);
  return (
    <Band tone="cancelled">
      {t.text(refused.length)} {named.join(', ')}{' '}
      <Button look="bare" onClick={() => setRefused([])}>
        {t.close}
      </Button>
    </Band>
  );
}
