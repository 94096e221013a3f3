import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsReads } from '../../../../src-core/experiment/settingsReads.ts';
import { designSchema } from '../../../../src-core/network/design.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { requestSchemas } from '../../../../src-main/contract/requests.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { moonsProject, testWorkbench } from '../../../support/testWorkbench.ts';

const design = designSchema.parse(parseNotation('full 8 tanh > full 2 softmax'));

describe('requests', () => {
  it('are refused by name where there is none', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    for (const name of ['formatDisk', 'toString', '__proto__', 'constructor']) {
      await expect(workbench.call(name, {})).rejects.toMatchObject({ code: 'request/unknown' });
    }
  });

  it('with bad parameters are refused, naming the field', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    await expect(workbench.call('datasetRows', { id: 'x', from: -1, count: 5 })).rejects.toMatchObject({
      code: 'request/bad-parameters',
      details: { request: 'datasetRows', field: 'from' },
    });
    await expect(workbench.call('environment', { extra: 1 })).rejects.toMatchObject({ code: 'request/bad-parameters' });
    await expect(workbench.call('environment', null)).rejects.toMatchObject({ code: 'request/bad-parameters' });
  });

  it('that need a project say so while none is open', async () => {
    const { api } = testWorkbench(await temporaryFolder());
    expect(await api.project({})).toBeNull();
    await expect(api.trials({ sweepId: 's' })).rejects.toMatchObject({ code: 'project/none-open' });
    await expect(api.chooseFiles({ purpose: 'dataset' })).rejects.toMatchObject({ code: 'request/no-dialogs' });
  });

  it('are all answered', async () => {
    const { api } = testWorkbench(await temporaryFolder());
    expect(Object.keys(api)).toEqual(Object.keys(requestSchemas));
    expect(await api.environment({})).toMatchObject({
      shell: 'commandLine',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      hasDialogs: false,
    });
  });

  it.each([
    [{ type: 'nonesuch' }, 'nonesuch'],
    [{ type: 'adam', learningRate: Number.NaN }, 'learningRate'],
  ])('with the optimizer %j are refused by name', async (optimizer, named) => {
    const workbench = testWorkbench(await temporaryFolder());
    await moonsProject(workbench);
    const { sweep } = (await workbench.api.project({}))!.sweeps[0]!;
    await expect(workbench.call('saveSweep', { sweep: { ...sweep, settings: { ...sweep.settings, optimizer } } })).rejects.toMatchObject({
      code: 'request/bad-parameters',
      message: expect.stringContaining(named),
    });
  });
});

describe('a project', () => {
  it('is made, changed, closed and opened again', async () => {
    const folder = await temporaryFolder();
    const { api, told } = testWorkbench(folder);
    const { folder: projectFolder } = await api.createProject({ name: 'My study' });
    expect(projectFolder).toBe(join(folder, 'projects', 'my-study'));
    await api.editProject({ notes: 'Remember this.' });
    await api.generateDataset({ name: 'Rings', generator: { type: 'circles' } });
    await api.saveDesign({ id: null, name: 'Small', design });
    await api.closeProject({});
    expect(await api.project({})).toBeNull();
    expect(told.at(-1)).toMatchObject({ name: 'projectChanged', payload: null });

    expect(await api.recentProjects({})).toMatchObject([{ folder: projectFolder, name: 'My study', exists: true }]);
    expect(await api.openProject({ folder: projectFolder })).toMatchObject({
      notes: 'Remember this.',
      datasets: [{ id: 'rings', name: 'Rings', rows: 400 }],
      designs: [{ id: 'small', design }],
      readOnly: null,
    });
  });

  it('can be read in a second workbench while the first has it open', async () => {
    const folder = await temporaryFolder();
    const first = testWorkbench(folder);
    const { folder: projectFolder } = await moonsProject(first);
    const second = testWorkbench(folder);
    const project = await second.api.openProject({ folder: projectFolder });
    expect(project.readOnly).toContain('can only be read');
    expect(project.datasets).toHaveLength(1);
    expect((await second.api.datasetRows({ id: 'two-moons', from: 198, count: 10 })).rows).toHaveLength(2);
    await expect(second.api.startSweep({ id: project.sweeps[0]!.sweep.id })).rejects.toMatchObject({ code: 'project/read-only' });
    await expect(second.api.editProject({ name: 'Mine' })).rejects.toMatchObject({ code: 'project/read-only' });
  });

  it('that cannot be made leaves none open, with a message', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    const { api } = testWorkbench(folder);
    await expect(api.createProject({ name: 'Study', folder: join(folder, 'file', 'Study') })).rejects.toMatchObject({
      code: 'project/not-writable',
    });
    expect(await api.project({})).toBeNull();
  });

  it('stays open where another one cannot be opened in its place', async () => {
    const folder = await temporaryFolder();
    const { api } = testWorkbench(folder);
    const { folder: open } = await api.createProject({ name: 'Study' });
    await expect(api.openProject({ folder: join(folder, 'typo') })).rejects.toMatchObject({ code: 'project/not-found' });
    expect(await api.project({})).toMatchObject({ folder: open, readOnly: null });
  });

  it('is the same one through a link', async () => {
    const folder = await temporaryFolder();
    const { api } = testWorkbench(folder);
    const { folder: open } = await api.createProject({ name: 'Study' });
    await symlink(open, join(folder, 'link'));
    expect(await api.openProject({ folder: join(folder, 'link') })).toMatchObject({ folder: open, readOnly: null });
  });

  it('keeps apart what is made at the same time under one name', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    const { api } = workbench;
    await moonsProject(workbench);
    const { sweep } = (await api.project({}))!.sweeps[0]!;
    const twice = <T>(ask: () => Promise<T>) => Promise.all([ask(), ask()]);
    const snapshots = Array.from({ length: 20 }, () => api.project({}));
    await twice(() => api.generateDataset({ name: 'Rings', generator: { type: 'circles' } }));
    await twice(() => api.saveDesign({ id: null, name: 'Twin', design }));
    await twice(() => api.saveSweep({ sweep: { ...sweep, id: 'new', name: 'Twin' } }));
    await Promise.all(snapshots);
    const { datasets, designs, sweeps } = (await api.project({}))!;
    const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id).toSorted();
    expect(ids(datasets)).toEqual(['rings', 'rings-2', 'two-moons']);
    expect(ids(designs)).toEqual(['small', 'twin', 'twin-2']);
    expect(ids(sweeps.map((summary) => summary.sweep))).toEqual(['moons', 'twin', 'twin-2']);
  });

  it('can be asked for at any moment of a sweep’s making and deleting', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    const { sweepId } = await moonsProject(workbench);
    const { sweep } = (await workbench.api.project({}))!.sweeps[0]!;
    let busy = true;
    const work = (async () => {
      for (let round = 0; round < 5; round++) {
        const made = await workbench.api.saveSweep({ sweep: { ...sweep, id: 'new', name: 'Brief' } });
        await workbench.api.deleteSweep({ id: made.sweep.id });
      }
      busy = false;
    })();
    while (busy) {
      expect((await workbench.api.project({}))!.sweeps[0]!.sweep.id).toBe(sweepId);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await work;
  });

  it('whose dataset is damaged opens with a warning', async () => {
    const folder = await temporaryFolder();
    const { api } = testWorkbench(folder);
    const { folder: projectFolder } = await api.createProject({ name: 'Study' });
    await api.generateDataset({ name: 'Rings', generator: { type: 'circles' } });
    await api.closeProject({});
    await writeFile(join(projectFolder, 'datasets', 'rings', 'dataset.json'), '{');
    const project = await api.openProject({ folder: projectFolder });
    expect(project).toMatchObject({ datasets: [], warnings: [expect.stringContaining('rings')] });
  });
});

describe('what is deleted', () => {
  it('goes to the bin', async () => {
    const { api } = testWorkbench(await temporaryFolder());
    const { folder } = await api.createProject({ name: 'Study' });
    for (let time = 0; time < 2; time++) {
      await api.generateDataset({ name: 'Rings', generator: { type: 'circles' } });
      await api.deleteDataset({ id: 'rings' });
    }
    expect((await api.project({}))!.datasets).toEqual([]);
    expect(await readdir(join(folder, 'bin'))).toEqual(['datasets-rings', 'datasets-rings 2']);
  });

  it('is nothing that a sweep needs', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    const { sweepId } = await moonsProject(workbench);
    const { api } = workbench;
    await expect(api.deleteDataset({ id: 'two-moons' })).rejects.toMatchObject({ code: 'data/in-use' });
    await expect(api.deleteDesign({ id: 'small' })).rejects.toMatchObject({ code: 'design/in-use' });
    await api.deleteSweep({ id: sweepId });
    await api.deleteDesign({ id: 'small' });
    await api.deleteDataset({ id: 'two-moons' });
    expect(await api.project({})).toMatchObject({ datasets: [], designs: [], sweeps: [] });
  });
});

describe('a sweep that is saved', () => {
  it('gets an id of its own, and is refused where it refers to nothing', async () => {
    const workbench = testWorkbench(await temporaryFolder());
    const { sweepId } = await moonsProject(workbench);
    expect(sweepId).toBe('moons');
    const { sweep } = (await workbench.api.project({}))!.sweeps[0]!;
    expect((await workbench.api.saveSweep({ sweep: { ...sweep, id: 'another' } })).sweep.id).toBe('moons-2');
    await expect(workbench.api.saveSweep({ sweep: { ...sweep, datasetId: 'nowhere' } })).rejects.toMatchObject({
      code: 'data/unknown-dataset',
    });
    await expect(workbench.api.saveSweep({ sweep: { ...sweep, designIds: ['nothing'] } })).rejects.toMatchObject({
      code: 'design/unknown-design',
    });
  });
});

describe('samples', () => {
  it('open as projects, and the same one when opened again', async () => {
    const folder = await temporaryFolder();
    const { api } = testWorkbench(folder);
    const samples = await api.samples({});
    expect(samples.map(({ id }) => id)).toEqual(['spiral', 'digits', 'iris', 'withoutTarget']);
    for (const { id, title } of samples) {
      const project = await api.openSample({ sample: id });
      expect(project).toMatchObject({
        name: title,
        folder: join(folder, 'projects', id),
        warnings: [],
        readOnly: null,
        sweeps: [{ state: 'draft' }],
      });
      const again = await api.openSample({ sample: id });
      expect(again.folder).toBe(project.folder);
    }
    await api.editProject({ notes: 'mine' });
    await api.closeProject({});
    expect(await api.openSample({ sample: samples.at(-1)!.id })).toMatchObject({ notes: 'mine' });
  });

  it('are what they say: spirals in two dimensions, digits as images, iris as a table', async () => {
    const { api } = testWorkbench(await temporaryFolder());
    const [spirals] = (await api.openSample({ sample: 'spiral' })).datasets;
    expect(spirals).toMatchObject({ rows: 400, columns: [{ name: 'x' }, { name: 'y' }, { role: 'target', kind: 'categorical' }] });
    const [digits] = (await api.openSample({ sample: 'digits' })).datasets;
    expect(digits).toMatchObject({ rows: 1797, columns: [{ shape: [8, 8] }, { role: 'target', kind: 'categorical' }] });
    expect(digits!.source.attribution).toContain('UCI');
    expect(await api.datasetImages({ id: 'digits', from: 0, count: 3 })).toMatchObject({
      height: 8,
      width: 8,
      channels: 1,
      labels: ['0', '1', '2'],
    });
    const [iris] = (await api.openSample({ sample: 'iris' })).datasets;
    expect(iris).toMatchObject({ rows: 150 });
    expect(iris!.columns.filter(({ role }) => role === 'feature')).toHaveLength(4);
  });

  it('compare skins side by side, and tell the story in their notes', async () => {
    const { api } = testWorkbench(await temporaryFolder());
    const { datasets, sweeps, notes } = await api.openSample({ sample: 'withoutTarget' });
    expect(datasets).toMatchObject([{ rows: 1797, columns: [{ shape: [8, 8] }, { role: 'target', kind: 'categorical' }] }]);
    const { recipes, repeats } = sweeps[0]!.sweep;
    expect(recipes.map(({ name }) => name)).toEqual(expect.arrayContaining(['Raw inputs', 'Backpropagation', 'Homeostasis', 'SoftHebb']));
    expect(recipes.filter(({ settings }) => settingsReads(settings) === 'targets').map(({ name }) => name)).toEqual(['Backpropagation']);
    expect(repeats).toBe(3);
    expect(notes).toContain('ever being compared with a wanted one');
  });

  it('that are unknown or lead elsewhere are refused', async () => {
    const { api } = testWorkbench(await temporaryFolder());
    for (const sample of ['nonesuch', '../samples/iris'])
      await expect(api.openSample({ sample })).rejects.toMatchObject({ code: 'project/unknown-sample' });
  });
});

describe('datasets', () => {
  it('are imported, previewed, edited and described', async () => {
    const folder = await temporaryFolder();
    const { api } = testWorkbench(folder);
    await mkdir(join(folder, 'files'));
    const file = join(folder, 'files', 'flowers.csv');
    await writeFile(
      file,
      `length,width,kind\n${Array.from({ length: 30 }, (_, row) => `${row},${row / 2},${row % 3 === 0 ? 'a' : 'b'}`).join('\n')}\n`,
    );
    expect(await api.previewImport({ files: [file], options: { type: 'auto' } })).toMatchObject({ importer: 'csv', name: 'flowers' });
    await api.createProject({ name: 'Study' });
    const dataset = await api.importDataset({ files: [file], options: { type: 'auto' } });
    expect(dataset).toMatchObject({ id: 'flowers', rows: 30 });
    const edited = await api.editDataset({ id: 'flowers', name: 'Blossoms', columns: [{ name: 'width', role: 'ignored' }] });
    expect(edited).toMatchObject({
      id: 'flowers',
      name: 'Blossoms',
      columns: [{ role: 'feature' }, { role: 'ignored' }, { role: 'target' }],
    });
    const statistics = await api.datasetStatistics({ id: 'flowers' });
    expect(statistics[0]).toMatchObject({ column: 'length', count: 30, numeric: { minimum: 0, maximum: 29 } });
    expect((await api.datasetTreatments({ id: 'flowers' })).map(({ column }) => column)).toContain('length');
  });

  it('that are not there are refused with a message', async () => {
    const folder = await temporaryFolder();
    const { api } = testWorkbench(folder);
    await api.createProject({ name: 'Study' });
    await expect(api.importDataset({ files: [join(folder, 'nowhere.csv')], options: { type: 'auto' } })).rejects.toMatchObject({
      code: 'import/missing-file',
    });
    await expect(api.datasetStatistics({ id: 'nothing' })).rejects.toMatchObject({ code: 'data/unknown-dataset' });
  });
});

it('what goes wrong is in the log', async () => {
  const folder = await temporaryFolder();
  const { api } = testWorkbench(folder);
  await expect(api.trials({ sweepId: 's' })).rejects.toThrow();
  expect(await readFile(join(folder, 'user-data', 'logs', 'workbench.log'), 'utf8')).toContain('No project is open');
});
