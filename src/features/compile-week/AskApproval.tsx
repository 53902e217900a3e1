import { useState } from 'react';
import { askApproval, takeApprovalBack, useApproval } from '#data/approval.ts';
import { nextRevision, stillAsked } from '#domain/approval.ts';
import type { PublishedWeek } from '#domain/publication.ts';
import { todayAt } from '#domain/time.ts';
import type { WeekId } from '#domain/week.ts';
import { Button } from '#ui/Button.tsx';
import { askBeforeLeaving } from '#ui/leaving.ts';
import { useNow } from '#ui/useNow.ts';
import { useMessages } from './messages.ts';
import { momentOf } from './words.ts';

/** Tells the approver that the week is ready, or that it is not after all. */
export function AskApproval({
  calendar,
  week,
  published,
}: {
  calendar: string;
  week: WeekId;
  published: PublishedWeek | null;
}) {
  const t = useMessages();
  const a = t.compile.approval;
  const now = useNow();
  const { data } = useApproval(calendar, week);
  const [refused, setRefused] = useState(false);
  async function act(write: Promise<void>) {
    setRefused(false);
    try {
      await askBeforeLeaving(write);
    } catch {
      setRefused(true);
    }
  }
  if (data === undefined) return null; // it is not known whether it was sent
  const asked = stillAsked(data, published);
  return (
    <>
      <span className="muted small" role="status">
        {asked !== null && a.asked(momentOf(asked.at, todayAt(now), t))}
      </span>
      {refused && (
        <span className="err" role="alert">
          {a.refused}
        </span>
      )}
      {asked === null ? (
        <Button onClick={() => void act(askApproval(calendar, week, nextRevision(published)))}>{a.ask}</Button>
      ) : (
        <Button look="bare" onClick={() => void act(takeApprovalBack(calendar, week))}>
          {a.takeBack}
        </Button>
      )}
    </>
  );
}
