import { QueryClient } from '@tanstack/react-query';
import type { DataError } from './errors.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: DataError;
  }
}

/** The page's one cache. */
export const createQueryClient = () => new QueryClient();
