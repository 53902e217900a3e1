import { expect, type Locator, type Page } from '@playwright/test';

/** What Telex needs for a text: "ọ" two keys, "ộ" three, "đ" two. Shift is held, not pressed. */
export const telexKeys = (text: string): number => [...text.normalize('NFD').replace(/[đĐ]/g, 'dd')].length;

/**
 * Somebody who has a keyboard, and no more of the page than its roles and names. Counts what is pressed, and after each
 * press looks where the focus went: it is somewhere, and can be seen there.
 */
export class Hands {
  /** Keys pressed so far. */
  pressed = 0;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(key: string, times = 1): Promise<void> {
    for (let i = 0; i < times; i++) {
      await this.page.keyboard.press(key);
      this.pressed++;
    }
    await this.focusIsSeen(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    this.pressed += telexKeys(text);
    await this.focusIsSeen(text);
  }

  /** Along a table by its arrows. */
  async goTo(target: Locator, key: 'ArrowDown' | 'ArrowUp'): Promise<void> {
    await target.waitFor();
    if (!(await hasFocus(target))) await this.tabTo(target, key);
  }

  /** By Tab from where the focus is, and no further than round the page. */
  async tabTo(target: Locator, key = 'Tab'): Promise<void> {
    await target.waitFor();
    for (let i = 0; i < 150; i++) {
      await this.page.keyboard.press(key);
      this.pressed++;
      if (await hasFocus(target)) return this.focusIsSeen(key);
    }
    throw new Error(`${key} never comes to ${String(target)}`);
  }

  /** Tab to it, then the key that does what it says. */
  async act(target: Locator, key = 'Enter'): Promise<void> {
    await this.tabTo(target);
    await this.press(key);
  }

  /** What the keys were for, and how many. */
  async counting(act: () => Promise<void>): Promise<number> {
    const before = this.pressed;
    await act();
    return this.pressed - before;
  }

  /** The focus is on something, within the window, with an outline of its own or of the row that it is in. */
  async focusIsSeen(after: string): Promise<void> {
    await expect.poll(() => this.page.evaluate(focusSeen), { message: `the focus after ${after}` }).toBe('seen');
  }
}

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

function focusSeen(): string {
  const at = document.activeElement;
  if (!at || at === document.body) return 'lost';
  // The beginning of what was just opened, or what came of an act: read there, and no control.
  if (at.matches('main, h1, h2, div, p') && at.getAttribute('tabindex') === '-1') return 'seen';
  const box = at.getBoundingClientRect();
  const name = `${at.tagName.toLowerCase()} ${at.getAttribute('aria-label') ?? at.textContent?.slice(0, 60)}`;
  if (box.width === 0 || box.height === 0) return `no room: ${name}`;
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return `outside: ${name}`;
  // Around it, around the cells of a line, or around the field that holds the chosen ones and the rest to type.
  const shown = [at, ...at.children, ...(at.parentElement ? [at.parentElement] : [])].some((one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  });
  return shown ? 'seen' : `without outline: ${name}`;
}
