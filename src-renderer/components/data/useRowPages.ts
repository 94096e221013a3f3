import { ref, shallowRef, watch, type Ref } from 'vue';
import { useNotifications } from '../../stores/notifications.ts';

/** Rows of a long table, asked for by pages when first wanted. `revision` is raised when some arrived. */
export function useRowPages<Row>(
  source: () => unknown,
  read: (from: number, count: number) => Promise<readonly Row[]>,
  pageSize = 200,
): { revision: Ref<number>; row(index: number): Row | undefined } {
  const notifications = useNotifications();
  const pages = shallowRef(new Map<number, readonly Row[]>());
  const revision = ref(0);

  watch(source, () => {
    pages.value = new Map();
    revision.value++;
  });

  /** Undefined until its page has arrived. */
  function row(index: number): Row | undefined {
    const page = Math.floor(index / pageSize);
    const known = pages.value.get(page);
    if (!known) void ask(page);
    return known?.[index - page * pageSize];
  }

  async function ask(page: number): Promise<void> {
    const current = pages.value;
    // An empty page stands for one that is on its way.
    current.set(page, []);
    const rows = await notifications.attempt('Reading rows', () => read(page * pageSize, pageSize));
    if (rows) current.set(page, rows);
    else current.delete(page);
    if (rows && current === pages.value) revision.value++;
  }

  return { revision, row };
}
