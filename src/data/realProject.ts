import type { FirebaseOptions } from 'firebase/app';

/** The Firebase project that the build is for (docs/deploy.md); undefined: the page's own origin answers. */
export function realProject(): FirebaseOptions | undefined {
  const text: unknown = import.meta.env?.['VITE_FIREBASE_CONFIG'];
  return typeof text === 'string' && text !== '' ? (JSON.parse(text) as FirebaseOptions) : undefined;
}
