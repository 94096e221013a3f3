import { onScopeDispose } from 'vue';
import { starterDesign } from '../network/starterDesign.ts';
import { useCommands, type Command } from '../../stores/commands.ts';
import { useDialogs } from '../../stores/dialogs.ts';
import { useLayout } from '../../stores/layout.ts';
import { useProject } from '../../stores/project.ts';
import { useTabs } from '../../stores/tabs.ts';
import { themeLabels, themes, useTheme } from '../../stores/theme.ts';
import { useWorkbench } from '../../stores/workbench.ts';
import { freeName } from './freeName.ts';

/** Registers what can be done wherever one is. The desktop's native menus send the same names. */
export function useFrameCommands(): void {
  const commands = useCommands();
  onScopeDispose(commands.register([...fileCommands(), ...viewCommands(), ...helpCommands()]));
}

function fileCommands(): Command[] {
  const project = useProject();
  const tabs = useTabs();
  const dialogs = useDialogs();
  const workbench = useWorkbench();
  const isOpen = (): boolean => project.snapshot !== null;
  const canWrite = (): boolean => project.canWrite;

  async function openProject(): Promise<void> {
    if (!workbench.environment?.hasDialogs) return dialogs.show({ kind: 'openProject' });
    const folder = await workbench.client.pickFolder('openProject');
    if (folder !== null) await project.open(folder);
  }

  function renameProject(): void {
    const { name } = project.snapshot!;
    dialogs.show({ kind: 'rename', what: name, name, rename: (given) => project.edit({ name: given }) });
  }

  async function newDesign(): Promise<void> {
    const name = freeName(
      'Design',
      project.designs.map((one) => one.name),
    );
    const { id } = await project.saveDesign(null, name, starterDesign(project.datasets[0]));
    tabs.openTab({ kind: 'design', designId: id });
  }

  return [
    { name: 'newProject', label: 'New project…', group: 'File', shortcut: 'Mod+Alt+N', run: () => dialogs.show({ kind: 'newProject' }) },
    { name: 'openProject', label: 'Open project…', group: 'File', shortcut: 'Mod+O', run: openProject },
    { name: 'openSample', label: 'Open a sample', group: 'File', run: () => tabs.openTab({ kind: 'home' }) },
    {
      name: 'importDataset',
      label: 'Import dataset…',
      group: 'File',
      shortcut: 'Mod+I',
      isEnabled: canWrite,
      run: () => tabs.openTab({ kind: 'import' }),
    },
    {
      name: 'generateDataset',
      label: 'Generate dataset…',
      group: 'File',
      isEnabled: canWrite,
      run: () => tabs.openTab({ kind: 'generate' }),
    },
    { name: 'newDesign', label: 'New design', group: 'File', shortcut: 'Mod+Alt+D', isEnabled: canWrite, run: newDesign },
    {
      name: 'newSweep',
      label: 'New sweep',
      group: 'File',
      shortcut: 'Mod+Alt+S',
      isEnabled: canWrite,
      run: () => tabs.openTab({ kind: 'sweep', sweepId: null }),
    },
    {
      name: 'newComparison',
      label: 'Compare skins…',
      group: 'File',
      isEnabled: canWrite,
      run: () => tabs.openTab({ kind: 'newComparison' }),
    },
    { name: 'renameProject', label: 'Rename project…', group: 'File', isEnabled: canWrite, run: renameProject },
    { name: 'closeProject', label: 'Close project', group: 'File', isEnabled: isOpen, run: () => project.close() },
  ];
}

function viewCommands(): Command[] {
  const tabs = useTabs();
  const dialogs = useDialogs();
  const layout = useLayout();
  const theme = useTheme();
  const hasTab = (): boolean => tabs.active !== null;

  return [
    {
      name: 'commandPalette',
      label: 'Command palette…',
      group: 'View',
      shortcut: 'Mod+K',
      run: () => dialogs.show({ kind: 'commandPalette' }),
    },
    { name: 'home', label: 'Home', group: 'View', run: () => tabs.openTab({ kind: 'home' }) },
    {
      name: 'toggleTree',
      label: 'Show or hide the project tree',
      group: 'View',
      shortcut: 'Mod+B',
      run: () => (layout.treeShown = !layout.treeShown),
    },
    {
      name: 'toggleInspector',
      label: 'Show or hide the inspector',
      group: 'View',
      shortcut: 'Mod+Alt+B',
      run: () => (layout.inspectorWanted = !layout.inspectorWanted),
    },
    { name: 'nextTab', label: 'Next tab', group: 'View', shortcut: 'Alt+PageDown', isEnabled: hasTab, run: () => tabs.activateNext(1) },
    {
      name: 'previousTab',
      label: 'Previous tab',
      group: 'View',
      shortcut: 'Alt+PageUp',
      isEnabled: hasTab,
      run: () => tabs.activateNext(-1),
    },
    {
      name: 'closeTab',
      label: 'Close tab',
      group: 'View',
      shortcut: 'Mod+Alt+W',
      isEnabled: hasTab,
      run: () => tabs.active && tabs.closeTab(tabs.active),
    },
    {
      name: 'closeOtherTabs',
      label: 'Close other tabs',
      group: 'View',
      isEnabled: () => tabs.documents.length > 1,
      run: () => tabs.active && tabs.closeOthers(tabs.active),
    },
    { name: 'toggleTheme', label: 'Next colour theme', group: 'View', shortcut: 'Mod+Alt+T', run: theme.toggle },
    ...themes.map((name): Command => ({
      name: `theme.${name}`,
      label: `Theme: ${themeLabels[name].toLowerCase()}`,
      group: 'View',
      run: () => (theme.preference = name),
    })),
  ];
}

function helpCommands(): Command[] {
  const dialogs = useDialogs();
  return [{ name: 'about', label: 'About NeuronLearning', group: 'Help', run: () => dialogs.show({ kind: 'about' }) }];
}
