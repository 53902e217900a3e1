import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The part that runs in Node: one bundle a command, packages of npm left outside.
export default defineConfig({
  plugins: [react()],
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: {
      input: { serve: 'start/serve.ts', importCommand: 'start/importCommand.ts' },
      output: { entryFileNames: '[name].js' },
    },
  },
});
