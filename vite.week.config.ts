import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The readers' week for a Firebase project without Functions (docs/decisions/0077): a build of its own, so that readers
// share no file with the staff's app and none of its libraries.
export default defineConfig({
  root: at('functions'),
  publicDir: false,
  plugins: [react()],
  // The package's own entry brings its streams along, which nobody reads here: 30 kB compressed.
  resolve: {
    alias: { 'react-dom/server': at('node_modules/react-dom/cjs/react-dom-server-legacy.browser.production.js') },
  },
  build: {
    outDir: at('dist/hosting'),
    emptyOutDir: false,
    target: ['es2020', 'safari14'],
    rolldownOptions: { input: at('functions/week.html') },
  },
});
