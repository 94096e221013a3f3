import { describe, expect, it } from 'vitest';
import { matchesShortcut, shortcutText, type KeyPress } from '../../../../src-renderer/stores/shortcut.ts';

const press = (key: string, code: string, ...held: ('ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey')[]): KeyPress => ({
  key,
  code,
  ctrlKey: held.includes('ctrlKey'),
  metaKey: held.includes('metaKey'),
  shiftKey: held.includes('shiftKey'),
  altKey: held.includes('altKey'),
});

describe('matchesShortcut', () => {
  it('takes Mod for Ctrl, and for Cmd on a Mac', () => {
    expect(matchesShortcut(press('k', 'KeyK', 'ctrlKey'), 'Mod+K', false)).toBe(true);
    expect(matchesShortcut(press('k', 'KeyK', 'metaKey'), 'Mod+K', false)).toBe(false);
    expect(matchesShortcut(press('k', 'KeyK', 'metaKey'), 'Mod+K', true)).toBe(true);
    expect(matchesShortcut(press('k', 'KeyK', 'ctrlKey'), 'Mod+K', true)).toBe(false);
  });

  it('wants exactly the keys it names', () => {
    expect(matchesShortcut(press('Z', 'KeyZ', 'ctrlKey', 'shiftKey'), 'Mod+Z', false)).toBe(false);
    expect(matchesShortcut(press('Z', 'KeyZ', 'ctrlKey', 'shiftKey'), 'Mod+Shift+Z', false)).toBe(true);
    expect(matchesShortcut(press('z', 'KeyZ'), 'Mod+Z', false)).toBe(false);
  });

  it('knows a key by its place where Alt makes another letter of it', () => {
    expect(matchesShortcut(press('˜', 'KeyN', 'metaKey', 'altKey'), 'Mod+Alt+N', true)).toBe(true);
  });

  it('knows keys that are no letters', () => {
    expect(matchesShortcut(press('PageDown', 'PageDown', 'altKey'), 'Alt+PageDown', false)).toBe(true);
  });
});

describe('shortcutText', () => {
  it('is written as each system does', () => {
    expect(shortcutText('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
    expect(shortcutText('Mod+Shift+Z', true)).toBe('⌘⇧Z');
  });
});
