import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { float32KernelsPlugin } from '../../kernels.plugin.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles a module of tests/support/programs with the core it imports, kernels and all, into one file that runs in a bare Node or a page.
 * @returns the file's path
 */
export async function bundleProgram(name: string, folder: string): Promise<string> {
  const fileName = `${name}.mjs`;
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [float32KernelsPlugin()],
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      lib: { entry: join(root, `tests/support/programs/${name}.ts`), formats: ['es'], fileName: () => fileName },
      rollupOptions: { external: /^node:/ },
    },
  });
  return join(folder, fileName);
}
