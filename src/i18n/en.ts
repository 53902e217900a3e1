import { common } from './en/common.ts';
import { readers } from './en/readers.ts';
import type { Messages } from './vi.ts';

export const en: Messages = { common, readers };
