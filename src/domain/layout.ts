/**
 * The forms in which agencies print one and the same week: a table day × session with a leaders' column; per day and
 * leader, running text; per day, a numbered list; the six-column table; per day, sáng and chiều.
 */
export const LAYOUTS = ['a', 'b', 'c', 'd', 'e'] as const;
export type Layout = (typeof LAYOUTS)[number];

export const DEFAULT_LAYOUT: Layout = 'd';

export const readLayout = (text: string | undefined): Layout =>
  LAYOUTS.find((layout) => layout === text) ?? DEFAULT_LAYOUT;
