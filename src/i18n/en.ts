import { common } from './en/common.ts';
import type { Messages } from './vi.ts';

export const en: Messages = { common };
