import type { CoverageReport, ExpressionReport } from './coverage.ts';

/** The report as a page: the source, each expression with what it gave. Needs no script. */
export function coveragePage({ rules, report }: CoverageReport): string {
  const [file] = rules.files;
  const characters = [...file!.content];
  const text = (from: number, to: number) => escape(characters.slice(from, to).join(''));
  const mark = (one: ExpressionReport): string => {
    const { currentOffset, endOffset } = one.sourcePosition;
    const inner = within(one.children ?? [], currentOffset, endOffset + 1);
    return `<span class="${kindOf(one)}" title="${escape(told(one))}">${inner}</span>`;
  };
  const within = (reports: readonly ExpressionReport[], from: number, to: number): string => {
    let html = '';
    let at = from;
    for (const one of reports) {
      const { currentOffset, endOffset } = one.sourcePosition;
      if (currentOffset < at || endOffset >= to) continue;
      html += text(at, currentOffset) + mark(one);
      at = endOffset + 1;
    }
    return html + text(at, to);
  };
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Rule coverage of ${escape(file!.name)}</title>
<style>
body { font: 16px/1.6 system-ui, sans-serif; margin: 2rem; color: #1b1b1b; background: #fff; }
pre { font: 14px/1.7 ui-monospace, monospace; overflow-x: auto; }
pre span { border-radius: 2px; }
pre span:hover { outline: 1px solid #1b1b1b; }
.both { background: #d7f0d9; }
.one { background: #fff3c4; }
.fails { background: #ffd9c7; }
.never { background: #f6d5d5; text-decoration: underline dotted #a40000; }
</style>
<h1>Rule coverage of ${escape(file!.name)}</h1>
<p>Point at an expression to see what it gave and how often.
<span class="both">worked out, with different results</span> ·
<span class="one">always the same result</span> · <span class="fails">always an error</span> ·
<span class="never">never worked out</span></p>
<pre>${within(report, 0, characters.length)}</pre>
</html>
`;
}

type Kind = 'both' | 'one' | 'fails' | 'never';

function kindOf({ values }: ExpressionReport): Kind {
  if (!values) return 'never';
  if (values.every(({ value }) => 'undefined' in value)) return 'fails';
  return values.length > 1 ? 'both' : 'one';
}

function told({ values }: ExpressionReport): string {
  if (!values) return 'never worked out';
  return values.map(({ value, count }) => `${shown(value)}: ${count}×`).join('\n');
}

/** `{"intValue":"3"}` is 3, an error its cause. */
function shown(value: Record<string, unknown>): string {
  const [kind, content] = Object.entries(value)[0] ?? ['', undefined];
  if (kind === '') return 'other values';
  if (kind === 'undefined') return `error: ${(content as { causeMessage: string }).causeMessage}`;
  if (kind === 'constraintValue') return 'not known before the query is run';
  return typeof content === 'object' && content !== null
    ? JSON.stringify(content).slice(0, 300)
    : kind === 'stringValue'
      ? JSON.stringify(content)
      : String(content);
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' } as const;
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (one) => ENTITIES[one as keyof typeof ENTITIES]);
