import { register } from 'node:module';

// `node --import tests/electron/register.mjs out/main/desktop.js` runs the built desktop app without Electron.
register('./resolveElectron.mjs', import.meta.url);
