import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/** Writes docs/reference.md from the registries. */
const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));
const settings = { configFile: false, logLevel: 'error' };
const { module: kernels } = await runnerImport(pathOf('../../kernels.plugin.ts'), settings);
const { module: page } = await runnerImport(pathOf('./referencePage.ts'), { ...settings, plugins: [kernels.float32KernelsPlugin()] });
await writeFile(pathOf('../../docs/reference.md'), page.referencePage());
