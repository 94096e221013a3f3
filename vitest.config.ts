import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { float32KernelsPlugin } from './kernels.plugin.ts';

export default defineConfig({
  plugins: [float32KernelsPlugin(), vue()],
  test: {
    passWithNoTests: false,
    testTimeout: 20_000,
    pool: 'forks',
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/buildOnce.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
