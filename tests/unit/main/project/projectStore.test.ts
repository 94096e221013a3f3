import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProject, openProject, type ProjectStore } from '../../../../src-main/project/projectStore.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const ignore = () => undefined;

async function closing(opened: Promise<ProjectStore>): Promise<ProjectStore> {
  const store = await opened;
  onTestFinished(() => store.close());
  return store;
}

/** A closed project whose notes were changed twice, so that its previous copy says "first". */
async function projectWithPrevious(): Promise<string> {
  const folder = join(await temporaryFolder(), 'Study');
  const store = await createProject(folder, 'My study', ignore);
  await store.update((study) => ({ ...study, notes: 'first' }));
  await store.update((study) => ({ ...study, notes: 'second' }));
  await store.close();
  return folder;
}

describe('a project folder', () => {
  it('keeps what was changed, and one previous copy', async () => {
    const folder = await projectWithPrevious();
    const store = await closing(openProject(folder, ignore));
    expect(store.study).toMatchObject({ format: 'neuron-study', version: 1, name: 'My study', notes: 'second' });
    expect(store.readOnly).toBeNull();
    expect(JSON.parse(await readFile(join(folder, 'study.neuron.previous'), 'utf8'))).toMatchObject({ notes: 'first' });
  });

  it('writes changes asked for at once one after the other', async () => {
    const folder = join(await temporaryFolder(), 'Study');
    const store = await closing(createProject(folder, 'Study', ignore));
    await Promise.all(['a', 'b', 'c'].map((letter) => store.update((study) => ({ ...study, notes: study.notes + letter }))));
    expect(JSON.parse(await readFile(join(folder, 'study.neuron'), 'utf8'))).toMatchObject({ notes: 'abc' });
  });

  it('takes no changes once it is closed', async () => {
    const folder = join(await temporaryFolder(), 'Study');
    const store = await createProject(folder, 'Study', ignore);
    const asked = store.update((study) => ({ ...study, notes: 'in time' }));
    await store.close();
    await asked;
    await expect(store.update((study) => ({ ...study, notes: 'too late' }))).rejects.toMatchObject({ code: 'project/read-only' });
    expect(JSON.parse(await readFile(join(folder, 'study.neuron'), 'utf8'))).toMatchObject({ notes: 'in time' });
  });

  it('that is moved away while it is open is not made anew, and says where it was', async () => {
    const parent = await temporaryFolder();
    const folder = join(parent, 'Study');
    let lost = false;
    const store = await closing(createProject(folder, 'Study', () => (lost = true)));
    await rename(folder, join(parent, 'Elsewhere'));
    await expect(store.update((study) => ({ ...study, notes: 'where?' }))).rejects.toMatchObject({
      code: 'project/not-found',
      message: expect.stringContaining(folder),
    });
    expect(await readdir(parent)).toEqual(['Elsewhere']);
    await expect.poll(() => lost, { timeout: 12_000 }).toBe(true);
    expect(store.readOnly).toContain('not there any more');
  }, 15_000);

  it('is cleared of what killed processes left half-written, and of nothing else', async () => {
    const folder = await projectWithPrevious();
    const sweep = join(folder, 'sweeps', 'one');
    await mkdir(sweep, { recursive: true });
    await mkdir(join(folder, 'datasets', 'iris.new-0a1b2c3d'), { recursive: true });
    await mkdir(join(folder, 'datasets', 'iris.new-fangled'), { recursive: true });
    await writeFile(join(folder, 'study.neuron.tmp-1234567890abcdef'), '');
    await writeFile(join(folder, '.neuron-probe-123'), '');
    await writeFile(join(folder, 'notes.tmp'), '');
    await writeFile(join(sweep, 'report.html.tmp-1234567890abcdef'), '');
    const store = await closing(openProject(folder, ignore));
    expect(store.readOnly).toBeNull();
    const left = await readdir(folder);
    expect(left).toContain('notes.tmp');
    expect(left.filter((name) => /tmp-|probe/.test(name))).toEqual([]);
    expect(await readdir(sweep)).toEqual([]);
    expect(await readdir(join(folder, 'datasets'))).toEqual(['iris.new-fangled']);
  });

  it('is made only in a new or empty folder', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'something.txt'), '');
    await expect(createProject(folder, 'Study', ignore)).rejects.toMatchObject({ code: 'project/folder-not-empty' });
    expect(await readdir(folder)).toEqual(['something.txt']);
  });

  it('cannot be made where a file is in the way of its folder', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(createProject(join(folder, 'file', 'Study'), 'Study', ignore)).rejects.toMatchObject({
      code: 'project/not-writable',
      message: expect.stringContaining('Choose another folder'),
    });
  });

  it('is not found where there is no study', async () => {
    const folder = await temporaryFolder();
    await expect(openProject(folder, ignore)).rejects.toMatchObject({ code: 'project/not-found' });
    await expect(openProject(join(folder, 'nowhere'), ignore)).rejects.toMatchObject({ code: 'project/not-found' });
  });
});

describe('a damaged study.neuron', () => {
  it('is set aside, and the previous good copy is opened in its place', async () => {
    const folder = await projectWithPrevious();
    await writeFile(join(folder, 'study.neuron'), '{"format": "neuron-st');
    const store = await closing(openProject(folder, ignore));
    expect(store.study.notes).toBe('first');
    expect(store.warnings).toEqual([expect.stringMatching(/previous good copy.*kept as study\.neuron\.damaged\.$/)]);
    expect(await readFile(join(folder, 'study.neuron.damaged'), 'utf8')).toBe('{"format": "neuron-st');
    expect(JSON.parse(await readFile(join(folder, 'study.neuron'), 'utf8'))).toMatchObject({ notes: 'first' });
  });

  it('is not taken for damaged where it cannot be reached: an older copy must not take its place', async () => {
    const folder = await projectWithPrevious();
    await rename(join(folder, 'study.neuron'), join(folder, 'kept'));
    await mkdir(join(folder, 'study.neuron'));
    await expect(openProject(folder, ignore)).rejects.toMatchObject({ code: 'project/unreadable' });
    expect(await readdir(folder)).not.toContain('study.neuron.damaged');
  });

  it('without a good previous copy is left as it is, with a message', async () => {
    const folder = await projectWithPrevious();
    await writeFile(join(folder, 'study.neuron'), 'x');
    await writeFile(join(folder, 'study.neuron.previous'), 'y');
    await expect(openProject(folder, ignore)).rejects.toMatchObject({ code: 'project/damaged' });
    expect(await readFile(join(folder, 'study.neuron'), 'utf8')).toBe('x');
    // The refused opening let go of the lock.
    expect(await readdir(folder)).not.toContain('study.neuron.lock');
  });

  it('whose ids lead out of the project is refused', async () => {
    const folder = await projectWithPrevious();
    for (const name of ['study.neuron', 'study.neuron.previous']) {
      const study = JSON.parse(await readFile(join(folder, name), 'utf8')) as object;
      await writeFile(join(folder, name), JSON.stringify({ ...study, datasets: ['../../elsewhere'] }));
    }
    await expect(openProject(folder, ignore)).rejects.toMatchObject({ code: 'project/damaged' });
  });
});

describe('a study of a newer format', () => {
  it('opens read-only and is not touched', async () => {
    const folder = await projectWithPrevious();
    const newer = JSON.stringify({
      format: 'neuron-study',
      version: 2,
      name: 'From the future',
      notes: 'n',
      designs: [{ unknown: 1 }],
      hologram: true,
    });
    await writeFile(join(folder, 'study.neuron'), newer);
    const store = await closing(openProject(folder, ignore));
    expect(store.readOnly).toContain('newer version');
    expect(store.study).toMatchObject({ name: 'From the future', designs: [] });
    await expect(store.update((study) => ({ ...study, notes: '' }))).rejects.toMatchObject({ code: 'project/read-only' });
    expect(await readFile(join(folder, 'study.neuron'), 'utf8')).toBe(newer);
  });
});

describe('the lock', () => {
  it('lets a second opener read only, and write once the first has closed', async () => {
    const folder = await projectWithPrevious();
    const first = await openProject(folder, ignore);
    const second = await openProject(folder, ignore);
    expect(first.readOnly).toBeNull();
    expect(second.readOnly).toContain(`process ${process.pid}`);
    await expect(second.update((study) => ({ ...study, notes: 'mine' }))).rejects.toMatchObject({ code: 'project/read-only' });
    await second.close();
    await first.close();
    const third = await closing(openProject(folder, ignore));
    expect(third.readOnly).toBeNull();
  });

  it('of a process that is gone is taken over at once', async () => {
    const folder = await projectWithPrevious();
    await mkdir(join(folder, 'study.neuron.lock'));
    const { hostname } = await import('node:os');
    // No process has this number: Linux and macOS end well below it.
    await writeFile(join(folder, 'study.neuron.owner'), JSON.stringify({ host: hostname(), pid: 2 ** 30 }));
    const store = await closing(openProject(folder, ignore));
    expect(store.readOnly).toBeNull();
  });

  it('of another machine is respected', async () => {
    const folder = await projectWithPrevious();
    await mkdir(join(folder, 'study.neuron.lock'));
    await writeFile(join(folder, 'study.neuron.owner'), JSON.stringify({ host: 'elsewhere', pid: 1 }));
    const store = await closing(openProject(folder, ignore));
    expect(store.readOnly).toContain('elsewhere');
  });
});
