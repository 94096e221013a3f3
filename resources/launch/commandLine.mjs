import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { buildIfStale, projectFolder } from './buildIfStale.mjs';

// `npm run cli -- …` and `npm run demo` work in a fresh checkout: build when needed, then run the built command line.
buildIfStale();
const entry = path.join(projectFolder, 'out', 'main', 'cli.js');
process.argv[1] = entry;
await import(pathToFileURL(entry).href);
