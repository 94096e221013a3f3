import path from 'node:path';
import { fileURLToPath } from 'node:url';

// `npm run screenshots`: takes the user guide's pictures anew, in the browser shell.
process.env.SCREENSHOTS = path.join(fileURLToPath(new URL('../..', import.meta.url)), 'docs', 'user-guide', 'images');
process.argv.push('userGuide', 'comparison', '--project=browser');
await import('./endToEnd.mjs');
