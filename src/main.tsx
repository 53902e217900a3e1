import '#ui/tokens.css';
import '#ui/readers.css';
import { hydratePublicWeek } from '#features/read-week/hydrate.ts';

// A page that the server has written brings its data along; every other page is the staff's, which readers never load.
const page = document.getElementById('page-data');
const app = document.getElementById('app');
if (page && document.documentElement.classList.contains('wall')) {
  void import('#features/read-week/wall.ts').then(({ startWall }) => startWall(page));
} else if (page) hydratePublicWeek(page);
else if (app) void import('./routes.tsx').then(({ mountStaffApp }) => mountStaffApp(app));
