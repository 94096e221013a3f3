import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { referencePage, sections } from '../../support/referencePage.ts';

const root = new URL('../../../', import.meta.url);

describe('docs/reference.md', () => {
  it('is what the registries say; `npm run reference` writes it', async () => {
    const written = await readFile(new URL('docs/reference.md', root), 'utf8');
    expect(written.replaceAll('\r\n', '\n')).toBe(referencePage());
  });

  it('has a section for every registry', async () => {
    const files = await Promise.all(['src-core', 'src-main'].map((folder) => readdir(new URL(folder, root), { recursive: true })));
    const registries = files.flat().filter((file) => /(^|[\\/])registry\.ts$/.test(file) && file !== 'registry.ts');
    // One section more: the optimizers of the laboratory, which are in no registry.ts.
    expect(sections).toHaveLength(registries.length + 1);
  });

  it('has a formula for every update, loss, optimizer and surface', () => {
    for (const title of ['Updates', 'Losses', 'Optimizers', 'Surfaces', 'Connections', 'Initializers']) {
      const { members } = sections.find((section) => section.title === title)!;
      for (const { name, equation } of members) expect(equation, `${title}: ${name}`).toMatch(/\S/);
    }
  });
});
