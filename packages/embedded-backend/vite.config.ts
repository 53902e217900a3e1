import { defineConfig } from 'vite';

// The command as one Node module; packages of npm stay outside.
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist',
    target: 'node20',
    rollupOptions: { input: { command: 'src/command.ts' }, output: { entryFileNames: '[name].js' } },
  },
});
