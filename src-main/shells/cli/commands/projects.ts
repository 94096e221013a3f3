import path from 'node:path';
import type { Command } from 'commander';
import { describeShape } from '../describeShape.ts';
import { addImportOptions, importOptionsFrom } from '../importOptions.ts';
import type { ExitCode, Output } from '../output.ts';
import { withWorkbench } from '../session.ts';
import type { OptionValues } from '../settingOptions.ts';

/** `new`, `import`, `samples`: making projects and filling them. */
export function addProjectCommands(program: Command, output: () => Output, finish: (code: ExitCode) => void): void {
  program
    .command('new')
    .description('Make a new, empty project.')
    .argument('<folder>', 'where; its last part is the name')
    .option('--name <name>', 'another name than the folder’s')
    .action(async (folder: string, values: { name?: string }) => finish(await createProject(folder, values.name, output())));

  const importing = program
    .command('import')
    .description('Import files into a project as one dataset.')
    .argument('<project>', 'folder of the project')
    .argument('<files...>', 'the data, and the labels where they are a file of their own')
    .option('--name <name>', 'name of the dataset');
  addImportOptions(importing);
  importing.action(async (project: string, files: string[], values: OptionValues) =>
    finish(await importFiles(project, files, values, output())),
  );

  program
    .command('samples')
    .description('List the sample projects, or make a copy of one.')
    .argument('[sample]', 'its name')
    .option('--folder <folder>', 'folder in which the copy is made')
    .action(async (sample: string | undefined, values: { folder?: string }) => finish(await samples(sample, values.folder, output())));
}

function createProject(folder: string, name: string | undefined, output: Output): Promise<ExitCode> {
  return withWorkbench<ExitCode>(async ({ api }) => {
    const place = path.resolve(folder);
    const project = await api.createProject({ folder: place, name: name ?? path.basename(place) });
    output.line(`Made the project "${project.name}" in ${project.folder}.`);
    output.result({ folder: project.folder, name: project.name });
    return 0;
  });
}

function importFiles(project: string, files: readonly string[], values: OptionValues, output: Output): Promise<ExitCode> {
  return withWorkbench<ExitCode>(async ({ api }) => {
    await api.openProject({ folder: path.resolve(project) });
    const sources = files.map((file) => path.resolve(file));
    const options = importOptionsFrom(values);
    const { remarks } = await api.previewImport({ files: sources, options });
    const dataset = await api.importDataset({ files: sources, options, name: (values['name'] as string | undefined) ?? null });
    output.line(`Imported "${dataset.name}": ${dataset.rows} rows.`);
    for (const remark of remarks) output.line(`  ${remark}`);
    for (const { name, kind, role, shape, missing, note } of dataset.columns) {
      output.line(
        `  ${name}: ${kind}${describeShape(shape)}, ${role}${missing > 0 ? `, ${missing} missing` : ''}${note ? ` – ${note}` : ''}`,
      );
    }
    output.result({
      id: dataset.id,
      name: dataset.name,
      rows: dataset.rows,
      columns: dataset.columns.map(({ name, kind, role }) => ({ name, kind, role })),
    });
    return 0;
  });
}

function samples(sample: string | undefined, folder: string | undefined, output: Output): Promise<ExitCode> {
  return withWorkbench<ExitCode>(
    async ({ api }) => {
      const known = await api.samples({});
      if (sample === undefined) {
        for (const { id, title, description } of known) output.line(`${id.padEnd(12)}${title}. ${description}`);
        output.result({ samples: known });
        return 0;
      }
      const project = await api.openSample({ sample });
      output.line(`The sample "${project.name}" is in ${project.folder}.`);
      output.result({ folder: project.folder, name: project.name });
      return 0;
    },
    folder === undefined ? undefined : path.resolve(folder),
  );
}
