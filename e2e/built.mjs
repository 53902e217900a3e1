import { ensureBuilt } from '../start/setup.mjs';

/** Before the workers' offices, which would each build. */
export default () => ensureBuilt();
