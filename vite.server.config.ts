import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The part that runs in Node: one bundle a command, packages of npm left outside. They are found from dist/server, so
// the root package names @grpc/grpc-js and jose too: else npm puts the older ones of the firebase SDK there.
export default defineConfig({
  plugins: [react()],
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    cssTarget: 'safari12', // styles that the pages carry; readers' browsers are old
    rollupOptions: {
      input: {
        serve: 'start/serve.ts',
        importCommand: 'start/importCommand.ts',
        backupCommand: 'start/backupCommand.ts',
        restoreCommand: 'start/restoreCommand.ts',
        accountCommand: 'start/accountCommand.ts',
      },
      output: { entryFileNames: '[name].js' },
    },
  },
});
