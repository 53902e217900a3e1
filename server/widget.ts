import { DEFAULT_LAYOUT, readLayout, type Layout } from '#domain/layout.ts';
import { parseWeekId, type WeekId } from '#domain/week.ts';
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
  /** Null: the one of today. */
  readonly week: WeekId | null;
  readonly todayOnly: boolean;
  readonly layout: Layout;
  /** Null: as the reader's device. */
  readonly theme: (typeof THEMES)[number] | null;
  /** Letters a quarter larger. */
  readonly large: boolean;
  readonly duty: boolean;
  /** Saturdays and Sundays on which nothing is shown. */
  readonly emptyWeekends: boolean;
}

/** What is not in the list is as if it were not there. */
export const readWidget = (query: (name: string) => string | undefined, person: string | null): Widget => ({
  person,
  week: parseWeekId(query('tuan') ?? '') ?? null,
  todayOnly: query('chi') === 'hom-nay',
  layout: readLayout(query('mau')),
  theme: THEMES.find((theme) => theme === query('nen')) ?? null,
  large: query('co') === 'lon',
  duty: query('truc') === 'co',
  emptyWeekends: query('nghi') === 'co',
});

export const widgetQuery = (widget: Widget): Readonly<Record<string, string | null>> => ({
  nguoi: widget.person,
  chi: widget.todayOnly ? 'hom-nay' : null,
  tuan: widget.week,
  mau: widget.layout === DEFAULT_LAYOUT ? null : widget.layout,
  nen: widget.theme,
  co: widget.large ? 'lon' : null,
  truc: widget.duty ? 'co' : null,
  nghi: widget.emptyWeekends ? 'co' : null,
});

export function widgetDress({ layout, theme, large }: Widget): Pick<Document, 'dress'> {
  const name = [`mau-${layout}`, theme !== null && `nen-${theme}`, large && 'co-lon'];
  return { dress: { name: name.filter(Boolean).join(' '), css: LAYOUT_CSS[layout] + embedCss } };
}

/** A frame of fixed size, for a page that takes no script. */
export function frameMarkup({
  src,
  title,
  width,
  height,
  fills,
}: {
  src: string;
  title: string;
  width: number;
  height: number;
  /** Whether it takes the width of what it stands in. */
  fills: boolean;
}): string {
  const style = `${fills ? 'width' : 'max-width'}:100%;border:0`;
  return `<iframe src="${inAttribute(src)}" title="${inAttribute(title)}" width="${width}" height="${height}" loading="lazy" style="${style}"></iframe>`;
}

const inAttribute = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** What a frame is where nobody says otherwise, px. */
export const FRAME_SIZE = { width: 600, height: 640 } as const;
