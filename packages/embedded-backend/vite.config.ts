import { defineConfig } from 'vite';

// The command, and for the bench the backend as a product embeds it, as Node modules; packages of npm stay outside.
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist',
    target: 'node20',
    rollupOptions: {
      input: { command: 'src/command.ts', backend: 'src/backend.ts' },
      output: { entryFileNames: '[name].js' },
    },
  },
});
