import { common } from './en/common.ts';
import { readers } from './en/readers.ts';
import { staff } from './en/staff.ts';
import { signIn } from './en/signIn.ts';
import type { Messages } from './vi.ts';

export const en: Messages = { common, readers, signIn, staff };
