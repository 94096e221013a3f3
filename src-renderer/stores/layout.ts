import { useStorage } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

export const paneLimits = { tree: { least: 160, most: 420, usual: 228 }, inspector: { least: 240, most: 560, usual: 300 } } as const;

/** Widths of the panes in pixels and whether they are shown; remembered on this machine. */
export const useLayout = defineStore('layout', () => {
  const treeWidth = useStorage<number>('neuronlearning.treeWidth', paneLimits.tree.usual);
  const inspectorWidth = useStorage<number>('neuronlearning.inspectorWidth', paneLimits.inspector.usual);
  const treeShown = useStorage('neuronlearning.treeShown', true);
  const inspectorWanted = useStorage('neuronlearning.inspectorShown', true);

  /** How many parts of the document in front have something to say in the inspector. */
  const inspected = ref(0);
  const inspectorShown = computed(() => inspectorWanted.value && inspected.value > 0);

  return { treeWidth, inspectorWidth, treeShown, inspectorWanted, inspectorShown, inspected };
});
