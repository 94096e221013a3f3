import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { useRowPages } from '../../../../../src-renderer/components/data/useRowPages.ts';
import { useNotifications } from '../../../../../src-renderer/stores/notifications.ts';

beforeEach(() => setActivePinia(createPinia()));

function pagesOf(read: (from: number, count: number) => Promise<readonly string[]>) {
  const source = ref('first');
  const scope = effectScope();
  onTestFinished(() => scope.stop());
  return { source, pages: scope.run(() => useRowPages(() => source.value, read, 10))! };
}

const rowsFrom = (from: number, count: number): string[] => Array.from({ length: count }, (_, index) => `row ${from + index}`);

describe('useRowPages', () => {
  it('asks for a page once, when a row of it is first wanted', async () => {
    const asked: number[] = [];
    const { pages } = pagesOf((from, count) => {
      asked.push(from);
      return Promise.resolve(rowsFrom(from, count));
    });
    expect([pages.row(13), pages.row(17), pages.row(13)]).toEqual([undefined, undefined, undefined]);
    await vi.waitFor(() => expect(pages.revision.value).toBe(1));
    expect([pages.row(10), pages.row(13), pages.row(19)]).toEqual(['row 10', 'row 13', 'row 19']);
    expect(asked).toEqual([10]);
  });

  it('forgets all when the source changes, also what is still on its way', async () => {
    const answers: ((rows: readonly string[]) => void)[] = [];
    const { source, pages } = pagesOf(() => new Promise((resolve) => answers.push(resolve)));
    pages.row(0);
    source.value = 'second';
    await nextTick();
    pages.row(0);
    answers[0]!(['old']);
    answers[1]!(['new']);
    await vi.waitFor(() => expect(pages.row(0)).toBe('new'));
  });

  it('reports what goes wrong, and tries again when asked again', async () => {
    let isBroken = true;
    const { pages } = pagesOf((from, count) => (isBroken ? Promise.reject(new Error('gone')) : Promise.resolve(rowsFrom(from, count))));
    pages.row(0);
    await vi.waitFor(() => expect(useNotifications().shown.map(({ text }) => text)).toEqual(['gone']));
    isBroken = false;
    pages.row(0);
    await vi.waitFor(() => expect(pages.row(0)).toBe('row 0'));
  });
});
