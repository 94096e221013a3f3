import type { useCommands } from '../../stores/commands.ts';
import type { useProject } from '../../stores/project.ts';
import type { useTabs } from '../../stores/tabs.ts';
import { projectNodes } from './projectNodes.ts';

export interface PaletteEntry {
  readonly key: string;
  readonly kind: string;
  readonly label: string;
  readonly shortcut?: string;
  readonly run: () => void;
}

/** Everything that can be done now, and everything that can be opened. */
export function paletteEntries(
  commands: ReturnType<typeof useCommands>,
  project: ReturnType<typeof useProject>,
  tabs: ReturnType<typeof useTabs>,
): PaletteEntry[] {
  const actions = commands.all
    .filter(({ name }) => name !== 'commandPalette' && commands.isEnabled(name))
    .map(({ name, label, group, shortcut }): PaletteEntry => ({
      key: `command:${name}`,
      kind: group,
      label,
      shortcut,
      run: () => void commands.run(name),
    }));
  const documents = projectNodes(project).flatMap((group) =>
    (group.children ?? []).map(({ key, label, document }): PaletteEntry => ({
      key,
      kind: group.label.replace(/s$/, ''),
      label,
      run: () => document && tabs.openTab(document),
    })),
  );
  return [...actions, ...documents];
}

/** Entries that have all words of the filter, those whose label begins with it first. */
export function rankEntries<Entry extends { readonly label: string; readonly kind: string }>(
  entries: readonly Entry[],
  filter: string,
): Entry[] {
  const wanted = filter.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const matching = entries.filter(({ label, kind }) => words.every((word) => `${kind} ${label}`.toLowerCase().includes(word)));
  const begins = (entry: Entry): number => (entry.label.toLowerCase().startsWith(wanted) ? 0 : 1);
  return matching.toSorted((a, b) => begins(a) - begins(b));
}
