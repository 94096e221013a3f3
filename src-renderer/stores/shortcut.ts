/** The keys of an event that a shortcut is compared with. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Whether a key press is the shortcut "Mod+Alt+N"; Mod is Cmd on a Mac, else Ctrl. */
export function matchesShortcut(press: KeyPress, shortcut: string, isMac: boolean): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1)!;
  const wanted = (part: string): boolean => parts.includes(part);
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const otherMod = isMac ? press.ctrlKey : press.metaKey;
  if (mod !== wanted('Mod') || otherMod || press.shiftKey !== wanted('Shift') || press.altKey !== wanted('Alt')) return false;
  // Alt changes `key` to another letter on a Mac; `code` names the key itself.
  return press.key.toLowerCase() === key.toLowerCase() || press.code === `Key${key.toUpperCase()}`;
}

/** As it is written in menus: "Ctrl+K", "⌘K". */
export function shortcutText(shortcut: string, isMac: boolean): string {
  if (!isMac) return shortcut.replace('Mod', 'Ctrl').replace('Enter', '↵');
  const symbols: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵' };
  return shortcut
    .split('+')
    .map((part) => symbols[part] ?? part)
    .join('');
}

export const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform);
