import { defineConfig } from '@playwright/test';
import type { ShellOptions } from './tests/e2e/fixtures.ts';

/** The same specs against both shells with a window, and for each what only it has. Run by `npm run test:e2e`, which needs the build and a Chromium. */
export default defineConfig<ShellOptions>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // Trials train in processes of their own; specs side by side would fight for the processor.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: process.env['CI'] ? [['list'], ['html', { open: 'never' }]] : 'list',
  projects: [
    { name: 'browser', use: { shell: 'browser' }, testIgnore: '**/desktop.spec.ts' },
    { name: 'electron', use: { shell: 'electron' }, testIgnore: ['**/browser.spec.ts', '**/sameBits.spec.ts'] },
  ],
});
