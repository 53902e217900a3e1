const MINUTE_MS = 60_000;
/** Of one kind and minute: enough to see what goes on, too few to fill a disk. */
const LINES_A_MINUTE = 60;
const MOST_KINDS = 100;

/** What happened to an account or by its owner: strangers cannot cause these, and an audit misses none. */
const AUDIT = /^auth: (?!sign-in refused|[A-Z_]+ link|[A-Z]+ \/)/;

export interface ServerLog {
  readonly write: (line: string) => void;
  /** Until the returned function is called, accounts that are made are no news: the sample data make them. */
  readonly seeding: () => () => void;
  /** Says what was held back, at once. */
  readonly close: () => void;
}

/**
 * The product's log. A stranger can cause lines without end (denials, wrong passwords): of equal ones a minute sees
 * the first, of a kind (its first two words) the first sixty, and then how many more there were.
 */
export function openServerLog(out: (line: string) => void): ServerLog {
  let kinds = new Map<string, { readonly seen: Set<string>; heldBack: number }>();
  let isSeeding = false;
  const summarize = () => {
    for (const [kind, { heldBack }] of kinds) {
      if (heldBack > 0) out(`… và ${heldBack.toLocaleString('vi-VN')} dòng nữa như “${kind} …” trong một phút qua`);
    }
    kinds = new Map();
  };
  const timer = setInterval(summarize, MINUTE_MS);
  timer.unref();
  return {
    write: (line) => {
      if (isSeeding && /^auth: account \S+ created /.test(line)) return;
      if (AUDIT.test(line)) return out(line);
      const own = line.split(' ', 2).join(' ').slice(0, 60);
      const kind = kinds.has(own) || kinds.size < MOST_KINDS ? own : '';
      const lines = kinds.get(kind) ?? { seen: new Set<string>(), heldBack: 0 };
      kinds.set(kind, lines);
      if (lines.seen.has(line) || lines.seen.size >= LINES_A_MINUTE) lines.heldBack++;
      else {
        lines.seen.add(line);
        out(line);
      }
    },
    seeding: () => {
      isSeeding = true;
      return () => {
        isSeeding = false;
      };
    },
    close: () => {
      clearInterval(timer);
      summarize();
    },
  };
}
