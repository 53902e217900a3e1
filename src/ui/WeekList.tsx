import { Link } from 'wouter';
import { formatDate, formatDay, todayAt } from '#domain/time.ts';
import { addWeeks, daysOf, weekOf, type WeekId } from '#domain/week.ts';
import { useMessages } from '#i18n/messages.tsx';
import { useNow } from './useNow.ts';

/** Weeks before and after the one that is shown. */
const AROUND = [-4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8];

/** Any week near the one that is shown, and this one, by their days: what number each has is the agency's to say. */
export function WeekList({ week, hrefOf }: { week: WeekId; hrefOf: (week: WeekId) => string }) {
  const t = useMessages().staff;
  const thisWeek = weekOf(todayAt(useNow()));
  const near = AROUND.map((distance) => addWeeks(week, distance));
  const weeks = near.includes(thisWeek) ? near : [...near, thisWeek].sort();
  return (
    <>
      {weeks.map((one) => {
        const [monday, , , , , , sunday] = daysOf(one);
        return (
          <Link key={one} href={hrefOf(one)} aria-current={one === week ? 'page' : undefined}>
            {`${formatDay(monday)} – ${formatDate(sunday)}`}
            {one === thisWeek && <small>{t.thisWeek}</small>}
          </Link>
        );
      })}
    </>
  );
}
