import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { startBrowser, startDesktop, type Folders, type RunningShell } from './runningShell.ts';

export interface ShellOptions {
  readonly shell: 'browser' | 'electron';
}

/** The workbench as a person has it: started, ended and started again, with the same folders all the while. */
export interface WorkbenchUnderTest {
  readonly folders: Folders;
  readonly running: RunningShell;
  readonly page: Page;
  /** Starts it again after `quit` or a kill; the old page is gone. */
  restart(parameters?: readonly string[]): Promise<Page>;
}

export const test = base.extend<ShellOptions & { workbench: WorkbenchUnderTest }>({
  shell: ['browser', { option: true }],

  workbench: async ({ shell }, use, testInfo) => {
    const start = shell === 'browser' ? startBrowser : startDesktop;
    const root = await mkdtemp(join(tmpdir(), 'neuronlearning-e2e-'));
    const folders = { userData: join(root, 'data'), projects: join(root, 'projects') };
    const pageErrors: string[] = [];
    const startReady = async (parameters?: readonly string[]): Promise<RunningShell> => {
      const started = await start(folders, parameters);
      started.page.on('pageerror', (error) => pageErrors.push(error.message));
      await started.page.getByText('Connected').waitFor();
      return started;
    };
    let running = await startReady();
    try {
      await use({
        folders,
        get running() {
          return running;
        },
        get page() {
          return running.page;
        },
        async restart(parameters) {
          await running.quit();
          running = await startReady(parameters);
          return running.page;
        },
      });
      if (testInfo.status !== testInfo.expectedStatus && !running.page.isClosed()) {
        await testInfo.attach('last look', { body: await running.page.screenshot(), contentType: 'image/png' });
      }
      expect(pageErrors, 'errors nobody caught in the page').toEqual([]);
    } finally {
      await running.quit();
      await rm(root, { recursive: true, force: true });
    }
  },
});

export { expect };
