import { DEFAULT_LAYOUT, readLayout, type Layout } from '#domain/layout.ts';
import listsCss from '#ui/dayLists.css?inline';
import embedCss from '#ui/embed.css?inline';
import sessionsCss from '#ui/sessionTable.css?inline';
import type { Document } from './document.tsx';

/** The rules of a layout; those of the default are on every page. */
export const LAYOUT_CSS: Readonly<Record<Layout, string>> = {
  a: sessionsCss,
  b: listsCss,
  c: listsCss,
  d: '',
  e: listsCss,
};

export const THEMES = ['sang', 'toi'] as const;

/**
 * What a page that embeds a calendar may choose of it. Each is one parameter of `/embed/{calendar}`, and one `data-`
 * attribute of public/embed.js.
 */
export interface Widget {
  readonly person: string | null;
  readonly todayOnly: boolean;
  readonly layout: Layout;
  /** Null: as the reader's device. */
  readonly theme: (typeof THEMES)[number] | null;
  readonly duty: boolean;
  /** Saturdays and Sundays on which nothing is shown. */
  readonly emptyWeekends: boolean;
}

/** What is not in the list is as if it were not there. */
export const readWidget = (query: (name: string) => string | undefined, person: string | null): Widget => ({
  person,
  todayOnly: query('chi') === 'hom-nay',
  layout: readLayout(query('mau')),
  theme: THEMES.find((theme) => theme === query('nen')) ?? null,
  duty: query('truc') === 'co',
  emptyWeekends: query('nghi') === 'co',
});

export const widgetQuery = (widget: Widget): Readonly<Record<string, string | null>> => ({
  nguoi: widget.person,
  chi: widget.todayOnly ? 'hom-nay' : null,
  mau: widget.layout === DEFAULT_LAYOUT ? null : widget.layout,
  nen: widget.theme,
  truc: widget.duty ? 'co' : null,
  nghi: widget.emptyWeekends ? 'co' : null,
});

export function widgetDress({ layout, theme }: Widget): Pick<Document, 'dress'> {
  if (layout === DEFAULT_LAYOUT && theme === null) return {};
  const name = [layout !== DEFAULT_LAYOUT && `mau-${layout}`, theme !== null && `nen-${theme}`];
  const css = LAYOUT_CSS[layout] + (theme === null ? '' : embedCss);
  return { dress: { name: name.filter(Boolean).join(' '), css } };
}
