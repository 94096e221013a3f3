import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import { float32KernelsPlugin } from './kernels.plugin.ts';

/** Three builds into out/: the Node side (desktop main, trainer process, command line), the sandboxed preload, the renderer. */
export default defineConfig({
  main: {
    plugins: [float32KernelsPlugin()],
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          desktop: 'src-main/shells/electron/main.ts',
          trainer: 'src-main/training/trainerEntry.ts',
          cli: 'src-main/shells/cli/main.ts',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: 'src-main/shells/electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [float32KernelsPlugin(), vue()],
    worker: { format: 'es', plugins: () => [float32KernelsPlugin()] },
    build: { outDir: 'out/renderer', rollupOptions: { input: 'src-renderer/index.html' } },
  },
});
