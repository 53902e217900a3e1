import { Component, type ReactNode } from 'react';
import { useMessages } from '#i18n/messages.tsx';
import { Button } from '#ui/Button.tsx';
import { StatePage } from '#ui/StatePage.tsx';

/** A broken invariant ends a page, not the app: the frame stays and says so. */
export class PageFailure extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const t = useMessages().staff.states;
  return (
    <StatePage
      tone="cancelled"
      kicker={t.brokenKicker}
      title={t.brokenTitle}
      actions={
        <Button look="ink" onClick={() => location.reload()}>
          {t.reload}
        </Button>
      }
    >
      <p>{t.brokenText}</p>
    </StatePage>
  );
}
