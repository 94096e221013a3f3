import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { WorkbenchError } from '../../../src-core/errors.ts';
import { parseStage } from '../../../src-core/experiment/parseStage.ts';
import { stageSchema } from '../../../src-core/experiment/stage.ts';
import { trialSettingsSchema, type TrialSettings } from '../../../src-core/experiment/trialConfig.ts';
import { parseOrRefuse } from '../../../src-core/parseOrRefuse.ts';
import { readouts } from '../../../src-core/readouts/registry.ts';
import { z } from '../../../src-core/schema.ts';
import type { OptionValues } from './settingOptions.ts';

const stagesSchema = z.strictObject({ stages: z.array(stageSchema) });
const readoutsSchema = trialSettingsSchema.pick({ otherReadouts: true });

/** Adds the options for settings of a trial that are lists: its stages, and what its network is read by beside its own readout. */
export function addStageOptions(command: Command): void {
  command
    .option(
      '--stage <layers: skin name=value…>',
      'layers taught before the rest, again for each stage, such as "units: winnerTakeAll rate=0.1 epochs=5 batch=100 schedule=constant"; or @file with a JSON list of stages',
      (text: string, earlier: string[] | undefined) => [...(earlier ?? []), text],
    )
    .option(
      '--other-readouts <names>',
      `read the network by these too when it has been taught, with commas between them: ${readouts.members.map(({ name }) => name).join(', ')}`,
    );
}

/** The lists that were typed; those that were not are left out. @throws experiment/bad-stage, request/bad-option, registry/… */
export async function typedStages(values: OptionValues): Promise<Partial<Pick<TrialSettings, 'stages' | 'otherReadouts'>>> {
  const stages = values['stage'] as string[] | undefined;
  const names = values['otherReadouts'] as string | undefined;
  return {
    ...(stages && { stages: (await Promise.all(stages.map(readStage))).flat() }),
    ...(names !== undefined && { otherReadouts: parseReadouts(names) }),
  };
}

/** Readouts by their names with commas between them, with their usual parameters. @throws registry/unknown-member, request/bad-option */
export function parseReadouts(names: string): TrialSettings['otherReadouts'] {
  const otherReadouts = names.split(',').map((name) => readouts.parse({ type: name.trim() }));
  return parseOrRefuse(readoutsSchema, { otherReadouts }, { code: 'request/bad-option' }).otherReadouts;
}

async function readStage(text: string): Promise<TrialSettings['stages']> {
  if (!text.startsWith('@')) return [parseStage(text)];
  const file = text.slice(1);
  const stages = parseJson(await readStages(file), file);
  return parseOrRefuse(stagesSchema, { stages }, { code: 'request/bad-option', subject: file }).stages;
}

async function readStages(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new WorkbenchError('request/bad-option', `--stage @${file}: the file cannot be read.`, { option: 'stage', file }, { cause });
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WorkbenchError('request/bad-option', `--stage @${file}: the file is no JSON.`, { option: 'stage', file }, { cause });
  }
}
