import { init } from 'license-checker-rseidelsohn';
import { readFileSync } from 'node:fs';

import path from 'node:path';
import { fileURLToPath } from 'node:url';

// Keeps the list of licences: what we ship is permissive; what only builds may be MPL too.
const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

const permissive = [
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
  'WTFPL',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'Zlib',
];
const buildOnly = [...permissive, 'MPL-2.0'];
// Bundled into the renderer or the preload although they are devDependencies.
const bundled = ['vue', 'pinia', 'reka-ui', 'chart.js', '@lucide/vue', '@vueuse/core', '@tanstack/vue-virtual', 'electron'];

const { dependencies } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'));
const shipped = await licences({ production: true });
const everything = await licences({});
const shippedNames = new Set([...Object.keys(shipped), ...Object.keys(everything).filter((name) => bundled.includes(nameOf(name)))]);
const refused = Object.entries(everything)
  .filter(([name]) => nameOf(name) !== 'neuronlearning')
  .filter(([name, { licenses }]) => !allowed(String(licenses), shippedNames.has(name) ? permissive : buildOnly))
  .map(([name, { licenses }]) => `${name}: ${licenses}${shippedNames.has(name) ? ' (shipped)' : ''}`);

if (refused.length > 0) {
  console.error(`These licences are not on the list in tests/support/checkLicences.mjs:\n${refused.join('\n')}`);
  process.exit(1);
}
console.log(
  `Licences: ${Object.keys(everything).length} packages, ${Object.keys(dependencies).length} direct runtime dependencies, all on the list.`,
);

function licences(options) {
  return new Promise((resolve, reject) => {
    init({ start: projectFolder, excludePrivatePackages: true, ...options }, (error, packages) =>
      error ? reject(error) : resolve(packages),
    );
  });
}

function nameOf(nameAndVersion) {
  return nameAndVersion.slice(0, nameAndVersion.lastIndexOf('@'));
}

/** `(MIT OR CC0-1.0)` needs one of its members on the list, `MIT AND ISC` all. */
function allowed(expression, list) {
  return expression
    .replace(/[()*]/g, '')
    .split(/ OR /)
    .some((alternative) => alternative.split(/ AND |,/).every((licence) => list.includes(licence.trim())));
}
