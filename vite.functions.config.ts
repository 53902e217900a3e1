import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The public handler for Firebase Functions: one file. Beside it Google installs what start/buildFirebase.mjs names.
export default defineConfig({
  plugins: [react()],
  publicDir: false,
  ssr: { noExternal: true, external: ['firebase-admin', 'firebase-functions'] },
  build: {
    ssr: 'functions/site.ts',
    outDir: 'dist/functions',
    emptyOutDir: true,
    target: 'node20',
    cssTarget: 'safari12', // styles that the pages carry; readers' browsers are old
    // Firebase reads the exports: they are the functions, with none beside them that chunks share.
    rolldownOptions: { preserveEntrySignatures: 'strict', output: { entryFileNames: 'site.js' } },
  },
});
