import type { WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { Icon } from './Icon.tsx';
import { later } from './later.tsx';
import { MenuButton } from './MenuButton.tsx';

const WeekList = later(
  async () => (await import('./WeekList.tsx')).WeekList,
  () => () => {},
);

/** The way to any other week. */
export function WeekChoice(props: { week: WeekId; hrefOf: (week: WeekId) => string }) {
  const t = useMessages().staff;
  return (
    <MenuButton
      className="weekChoice"
      label={
        <>
          <Icon name="down" />
          <span className="visuallyHidden">{t.chooseWeek}</span>
        </>
      }
    >
      <WeekList {...props} />
    </MenuButton>
  );
}
