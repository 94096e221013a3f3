import { useCommands } from '../../stores/commands.ts';
import { useDialogs } from '../../stores/dialogs.ts';
import { useNotifications } from '../../stores/notifications.ts';
import { useProject } from '../../stores/project.ts';
import { useTabs, type TabDocument } from '../../stores/tabs.ts';
import type { TreeNode } from './projectNodes.ts';

/** An entry of a tree line's context menu; `key` runs it from the keyboard. */
export interface NodeAction {
  readonly label: string;
  readonly key: string;
  /** Why it cannot be done now, in a few words; null where it can. */
  readonly refusal: string | null;
  readonly run: () => void;
}

/** What can be done with a line of the project's tree. */
export function useNodeActions(): { actionsOf(node: TreeNode): readonly NodeAction[] } {
  const project = useProject();
  const tabs = useTabs();
  const dialogs = useDialogs();
  const notifications = useNotifications();
  const commands = useCommands();

  function actionsOf({ document, label, addCommand, moreCommands = [] }: TreeNode): readonly NodeAction[] {
    if (!document) return moreCommands.length > 0 ? [addCommand!, ...moreCommands].flatMap(commandAction) : [];
    const readOnly = project.canWrite ? null : 'read-only';
    return [
      ...openings(document),
      { label: 'Rename…', key: 'F2', refusal: readOnly ?? renameRefusal(document), run: () => askName(document, label) },
      ...copies(document, label, readOnly),
      { label: 'Delete…', key: 'Delete', refusal: readOnly ?? deleteRefusal(document), run: () => askDelete(document, label) },
    ];
  }

  function commandAction(wanted: string): NodeAction[] {
    const command = commands.all.find(({ name }) => name === wanted);
    if (!command) return [];
    const refusal = commands.isEnabled(wanted) ? null : 'read-only';
    return [{ label: command.label, key: '', refusal, run: () => void commands.run(wanted) }];
  }

  function openings(document: TabDocument): NodeAction[] {
    if (document.kind !== 'results' && document.kind !== 'sweep')
      return [{ label: 'Open', key: 'Enter', refusal: null, run: () => tabs.openTab(document) }];
    const { sweepId } = document;
    return [
      {
        label: 'Open results',
        key: '',
        refusal: document.kind === 'sweep' ? 'not started' : null,
        run: () => tabs.openTab({ kind: 'results', sweepId: sweepId! }),
      },
      { label: 'Open definition', key: '', refusal: null, run: () => tabs.openTab({ kind: 'sweep', sweepId }) },
    ];
  }

  function copies(document: TabDocument, label: string, refusal: string | null): NodeAction[] {
    if (document.kind !== 'design') return [];
    return [
      {
        label: 'Duplicate',
        key: '',
        refusal,
        run: () => void notifications.attempt(`Duplicating ${label}`, () => duplicateDesign(document.designId)),
      },
    ];
  }

  async function duplicateDesign(id: string): Promise<void> {
    const original = project.design(id);
    if (!original) return;
    const copy = await project.saveDesign(null, `${original.name} copy`, original.design);
    tabs.openTab({ kind: 'design', designId: copy.id });
  }

  function renameRefusal(document: TabDocument): string | null {
    return document.kind === 'results' ? 'already started' : null;
  }

  function deleteRefusal(document: TabDocument): string | null {
    if (document.kind === 'results') return project.sweep(document.sweepId)?.state === 'running' ? 'running' : null;
    const users = project.sweeps.filter(({ sweep }) =>
      document.kind === 'dataset'
        ? sweep.datasetId === document.datasetId
        : document.kind === 'design' && sweep.designIds.includes(document.designId),
    );
    return users.length > 0 ? `used by ${users[0]!.sweep.name}` : null;
  }

  function askName(document: TabDocument, name: string): void {
    dialogs.show({ kind: 'rename', what: name, name, rename: (given) => rename(document, given) });
  }

  async function rename(document: TabDocument, name: string): Promise<void> {
    if (document.kind === 'dataset') await project.editDataset({ id: document.datasetId, name });
    const design = document.kind === 'design' ? project.design(document.designId) : undefined;
    if (design) await project.saveDesign(design.id, name, design.design);
    const sweep = document.kind === 'sweep' && document.sweepId !== null ? project.sweep(document.sweepId) : undefined;
    if (sweep) await project.saveSweep({ ...sweep.sweep, name });
  }

  function askDelete(document: TabDocument, label: string): void {
    dialogs.show({
      kind: 'confirm',
      title: `Delete ${label}?`,
      text: 'It is moved to the bin folder of the project, from where it can be taken back.',
      action: 'Delete',
      confirm: () => remove(document),
    });
  }

  async function remove(document: TabDocument): Promise<void> {
    if (document.kind === 'dataset') await project.deleteDataset(document.datasetId);
    if (document.kind === 'design') await project.deleteDesign(document.designId);
    if (document.kind === 'results' || document.kind === 'sweep') await project.deleteSweep(document.sweepId!);
  }

  return { actionsOf };
}
