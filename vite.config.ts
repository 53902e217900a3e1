import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The browser's part. Readers' pages load only the entry chunk; the staff app and FullCalendar are chunks of their own.
export default defineConfig({
  plugins: [react()],
  build: { outDir: 'dist/client', manifest: true, emptyOutDir: true, target: ['es2020', 'safari14'] },
});
