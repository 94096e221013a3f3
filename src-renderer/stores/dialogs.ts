import { defineStore } from 'pinia';
import { ref } from 'vue';

export type Dialog =
  | { readonly kind: 'commandPalette' }
  | { readonly kind: 'newProject' }
  | { readonly kind: 'openProject' }
  | { readonly kind: 'about' }
  | { readonly kind: 'rename'; readonly what: string; readonly name: string; readonly rename: (name: string) => Promise<unknown> }
  | {
      readonly kind: 'confirm';
      readonly title: string;
      readonly text: string;
      readonly action: string;
      readonly confirm: () => Promise<unknown>;
    };

/** The one dialog that is open, if any. */
export const useDialogs = defineStore('dialogs', () => {
  const open = ref<Dialog | null>(null);

  function show(dialog: Dialog): void {
    open.value = dialog;
  }
  function close(): void {
    open.value = null;
  }

  return { open, show, close };
});
