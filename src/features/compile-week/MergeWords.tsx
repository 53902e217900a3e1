import { Fragment } from 'react';
import type { Directory } from '#domain/directory.ts';
import type { Entry } from '#domain/entry.ts';
import type { Merge } from '#domain/mergeRequests.ts';
import { partyLabel, placeLabel } from '#domain/party.ts';
import { useMessages } from './messages.ts';
import { timeOf } from './words.ts';

const LISTS = ['attendees', 'invitees', 'forInformation'] as const;
const isList = (field: string): field is (typeof LISTS)[number] => (LISTS as readonly string[]).includes(field);

/** What merging does to the entry, said before it is done: whom it adds, what it takes, what stays as it is. */
export function MergeWords({ into, merge, directory }: { into: Entry; merge: Merge; directory: Directory }) {
  const t = useMessages();
  const m = t.compile.merging;
  const { entry, gains, kept, tooLong } = merge;
  if (tooLong.length > 0) return <span className="err">{m.tooLong}</span>;
  const label = (parties: Entry['chairs']) =>
    parties.map((party) => partyLabel(party, directory, into.date)).join(', ');
  const adds = LISTS.filter((list) => gains.includes(list)).map((list) => ({
    list,
    who: label(entry[list].filter((party) => !into[list].includes(party))),
  }));
  const valueOf = (field: Merge['gains'][number], of: Entry): string => {
    if (field === 'time') return `${m.field.time} ${timeOf(of, t)}`;
    if (field === 'place' && of.place) return placeLabel(of.place, directory);
    if (field === 'chairs' && of.chairs.length > 0) return `${m.field.chairs} ${label(of.chairs)}`;
    if (field === 'preparingUnit' || field === 'logistics' || field === 'officeLead') {
      const party = of[field];
      return party === null ? m.field[field] : `${m.field[field]} ${label([party])}`;
    }
    return m.field[field];
  };
  const takes = gains.filter((field) => !isList(field));
  const keeps = kept.filter((field) => field !== 'kind'); // printed nowhere
  const parts = [
    ...adds.map(({ list, who }) => (
      <Fragment key={list}>
        {`${m.adds} `}
        <ins>{who}</ins>
        {` ${m.addTo[list]}`}
      </Fragment>
    )),
    ...(takes.length > 0
      ? [
          <Fragment key="takes">
            {`${m.takes} `}
            <ins>{takes.map((field) => valueOf(field, entry)).join(', ')}</ins>
          </Fragment>,
        ]
      : []),
    ...(keeps.length > 0
      ? [<Fragment key="keeps">{`${m.keeps} ${keeps.map((field) => valueOf(field, into)).join(', ')}`}</Fragment>]
      : []),
    ...(gains.length === 0 && keeps.length === 0 ? [<Fragment key="nothing">{m.nothing}</Fragment>] : []),
  ];
  return (
    <>
      {`${m.will} `}
      {parts.map((part, at) => (
        <Fragment key={part.key}>
          {at > 0 && '; '}
          {part}
        </Fragment>
      ))}
    </>
  );
}
