// What Firebase takes (docs/deploy.md): dist/hosting for Hosting, dist/functions for Functions. Run by `firebase deploy`.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, ensureInstalled, fail, root } from './setup.mjs';

checkNode();
try {
  if (!JSON.parse(process.env.VITE_FIREBASE_CONFIG ?? '').projectId) throw new Error('no projectId');
} catch {
  fail(
    'Đặt VITE_FIREBASE_CONFIG bằng cấu hình ứng dụng web của dự án Firebase, dạng JSON (docs/deploy.md, mục “Firebase”), rồi chạy lại. ' +
      '(Set VITE_FIREBASE_CONFIG to the web app’s configuration, as JSON.)',
  );
}
ensureInstalled();

const build = (...args) => {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const done = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn', ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (done.status !== 0) fail('Dựng cho Firebase: không thành công (the build failed).');
};

const hosting = join(root, 'dist/hosting');
const functions = join(root, 'dist/functions');
build('--emptyOutDir', '--outDir', 'dist/hosting');
build('--config', 'vite.functions.config.ts');

// The readers' styles and the name of their script, which the handler writes into its pages.
mkdirSync(join(functions, 'client/assets'), { recursive: true });
cpSync(join(hosting, '.vite'), join(functions, 'client/.vite'), { recursive: true });
cpSync(join(hosting, 'assets'), join(functions, 'client/assets'), {
  recursive: true,
  filter: (path) => /assets$|\.css$/.test(path),
});
rmSync(join(hosting, '.vite'), { recursive: true });
// Hosting prefers a file to a rewrite: `/` is the readers' page, and the app's has a name of its own.
renameSync(join(hosting, 'index.html'), join(hosting, 'app.html'));
// Readers' pages of a project without Functions (firebase.free.json). Hosting sends the second with a 404, and its script
// sees from the address that there is nothing.
build('--config', 'vite.week.config.ts');
cpSync(join(hosting, 'week.html'), join(hosting, '404.html'));

const { dependencies, devDependencies, license, version } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
writeFileSync(
  join(functions, 'package.json'),
  JSON.stringify({
    name: 'lich-cong-tac-functions',
    version,
    license,
    private: true,
    type: 'module',
    main: 'site.js',
    engines: { node: '22' }, // the runtime of firebase.json
    dependencies: {
      'firebase-admin': dependencies['firebase-admin'],
      'firebase-functions': devDependencies['firebase-functions'],
    },
  }),
);
console.log('Đã dựng cho Firebase: dist/hosting, dist/functions.');
