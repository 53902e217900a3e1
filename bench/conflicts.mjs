// How long it takes to find what clashes, beside a bare loop over the same pairs. Part of `npm run bench`; alone:
// `node bench/conflicts.mjs`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from '../start/setup.mjs';

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const round = (n) => Number(n.toFixed(2));

/** The same numbers in every run (a linear congruence, Numerical Recipes). */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const MONDAY = Date.UTC(2026, 10, 23);
const dayAt = (days) => new Date(MONDAY + days * 86_400_000).toISOString().slice(0, 10);

/** Entries as offices write them: most state a start and no end, some a session, some all day. */
function office({ entries, weeks, people, named, rooms }) {
  const throwDice = dice(48);
  const directory = { people: new Map(), calendars: new Map(), rooms: new Map(), vehicles: new Map() };
  for (let i = 0; i < people; i++) {
    const position = { title: '', shortTitle: '', unit: `u${i % 12}`, from: null, to: null };
    directory.people.set(`p${i}`, { id: `p${i}`, name: `P${i}`, positions: [position], order: i, public: true });
  }
  const list = Array.from({ length: entries }, (_, i) => {
    const week = throwDice(weeks);
    const date = dayAt(week * 7 + throwDice(5));
    const kind = throwDice(100);
    const start = throwDice(2) ? 450 + 30 * throwDice(7) : 810 + 30 * throwDice(6);
    const time =
      kind < 80
        ? { session: null, start, end: null }
        : kind < 88
          ? { session: null, start, end: start + 90 }
          : { session: kind < 97 ? (throwDice(2) ? 'morning' : 'afternoon') : 'allDay', start: null, end: null };
    const parties = new Set();
    while (parties.size < named) parties.add(`person:p${throwDice(people)}`);
    const [chair, ...attendees] = parties;
    return {
      id: `e${i}`,
      calendar: `c${throwDice(12)}`,
      week: `w${week}`,
      date,
      lastDate: date,
      time,
      content: `Họp số ${i}`,
      chairs: [chair],
      attendees: throwDice(10) ? attendees : [...attendees, `unit:u${throwDice(12)}`],
      invitees: [],
      place: `room:r${throwDice(rooms)}`,
      vehicle: null,
      officeLead: null,
      kind: 'meeting',
      status: 'planned',
      stage: 'accepted',
    };
  });
  const sessions = {
    morning: { start: 450, end: 690 },
    afternoon: { start: 810, end: 1020 },
    evening: { start: 1140, end: 1290 },
  };
  return { list, context: { directory, sessions, absences: [] } };
}

const OFFICES = {
  week300: { entries: 300, weeks: 1, people: 60, named: 6, rooms: 12 },
  week300all60: { entries: 300, weeks: 1, people: 200, named: 60, rooms: 12 },
  year3000: { entries: 3000, weeks: 50, people: 60, named: 6, rooms: 12 },
  week3000: { entries: 3000, weeks: 1, people: 300, named: 6, rooms: 60 },
  crowdedWeek3000: { entries: 3000, weeks: 1, people: 110, named: 6, rooms: 60 },
};

/**
 * The least that finding them can be: times and who is named made numbers, and a loop over every two entries of a day
 * that writes each pair down as it is returned. No directory, no units, no absences, no grades, no order of the week.
 */
function bareLoop(list) {
  const resources = new Map();
  const numbers = list.map((entry) => {
    const named = [...entry.chairs, ...entry.attendees, entry.place];
    const bits = [];
    for (const one of named) {
      if (!resources.has(one)) resources.set(one, resources.size);
      const bit = resources.get(one);
      bits[bit >> 5] |= 1 << (bit & 31);
    }
    const start = entry.time.start ?? (entry.time.session === 'afternoon' ? 810 : 450);
    const end =
      entry.time.end ?? (entry.time.start === null ? (entry.time.session === 'morning' ? 690 : 1020) : start + 120);
    return { date: entry.date, start, end, bits, entry };
  });
  for (const one of numbers)
    one.bits = Int32Array.from({ length: (resources.size + 31) >> 5 }, (_, at) => one.bits[at] ?? 0);
  numbers.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.start - b.start));
  const found = [];
  for (let i = 0; i < numbers.length; i++) {
    const a = numbers[i];
    for (let j = i + 1; j < numbers.length && numbers[j].date === a.date && numbers[j].start < a.end; j++) {
      const { bits, entry } = numbers[j];
      for (let word = 0; word < bits.length; word++) {
        if ((a.bits[word] & bits[word]) === 0) continue;
        found.push({ grade: 'likely', date: a.date, entries: [a.entry, entry], over: [word], assumed: null });
        break;
      }
    }
  }
  return found;
}

/** Ours and the bare loop by turns, so that what else the machine does slows both; medians of processor time, in ms. */
function byTurns(rounds, ours, bare) {
  const times = [[], []];
  for (let i = 0; i < rounds; i++) {
    for (const [at, work] of [ours, bare].entries()) {
      const began = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(began);
      times[at].push((user + system) / 1000);
    }
  }
  return times.map(median);
}

/** Clashes of offices of several sizes, and of one entry that is typed anew among the others, in ms of processor time. */
export async function conflictTimes() {
  const directory = mkdtempSync(join(tmpdir(), 'lich-bench-'));
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: 'src/domain/conflicts.ts',
        outDir: directory,
        emptyOutDir: false,
        rollupOptions: { output: { entryFileNames: 'conflicts.mjs' } },
      },
    });
    const { clashIndex, conflicts } = await import(pathToFileURL(join(directory, 'conflicts.mjs')));
    const first = office(OFFICES.week300);
    const began = performance.now();
    conflicts(first.list, first.context);
    const results = { firstCallMs: round(performance.now() - began) }; // before the engine has compiled anything
    for (const [name, about] of Object.entries(OFFICES)) {
      const { list, context } = office(about);
      const rounds = about.entries > 1000 ? 21 : 101;
      const index = clashIndex(list, context);
      const whole = () => conflicts(list, context);
      const ofCalendar = () => clashIndex(list, context).all('c1');
      byTurns(rounds, whole, ofCalendar); // so that the engine has compiled what it is going to
      const [all, floor] = byTurns(rounds, whole, () => bareLoop(list));
      const [ofOne] = byTurns(rounds, ofCalendar, () => {});
      const ids = dice(7);
      const [one] = byTurns(
        200,
        () => index.of(list[ids(list.length)]),
        () => {},
      );
      results[name] = {
        clashes: conflicts(list, context).length,
        ms: round(all),
        bareLoopMs: round(floor),
        ratio: round(all / floor),
        ofOneCalendarMs: round(ofOne), // as the editor asks: those that the calendar's own entries are in
        oneTypedMs: round(one),
      };
    }
    return results;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

if (import.meta.main ?? process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await conflictTimes(), null, 2));
}
