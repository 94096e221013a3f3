import { readFile } from 'node:fs/promises';
import { WorkbenchError } from '../../src-core/errors.ts';
import type { PreparedData } from '../../src-core/data/partition.ts';
import { prepareData } from '../../src-core/data/prepareData.ts';
import type { TrialConfig } from '../../src-core/experiment/trialConfig.ts';
import { createKernels } from '../../src-core/kernels/createKernels.ts';
import { compileNetwork } from '../../src-core/network/compileNetwork.ts';
import type { Network } from '../../src-core/network/network.ts';
import { createRandom } from '../../src-core/random/createRandom.ts';
import { predict } from '../../src-core/training/predict.ts';
import { peekTrial } from '../../src-core/training/trialCheckpoint.ts';
import type { DecisionBoundary } from '../contract/snapshots.ts';
import { readDataset, readTable } from '../datasets/datasetStore.ts';
import { systemCode } from '../project/fileError.ts';
import { requireSameData } from './datasetFingerprint.ts';

export interface InspectedTrial {
  readonly config: TrialConfig;
  readonly checkpointPath: string;
  readonly datasetFolder: string;
}

/** Looks into trials' networks through their checkpoints, also while they run. */
export interface Inspection {
  /** @throws training/no-plane unless the dataset has exactly two inputs, training/no-checkpoint before there is one */
  decisionBoundary(trial: InspectedTrial, resolution: number): Promise<DecisionBoundary>;
}

interface Loaded {
  readonly key: string;
  readonly data: PreparedData;
  readonly network: Network;
}

/** Rows of a forward pass. */
const predictedRows = 256;

/** Share of the data's extent that is shown around them. */
const margin = 0.1;

/** Keeps the data and network of the trial looked at last, because it is asked for again and again while it trains. */
export function createInspection(): Inspection {
  let loaded: Loaded | null = null;

  async function load(trial: InspectedTrial): Promise<Loaded> {
    const key = JSON.stringify([trial.datasetFolder, trial.config]);
    if (loaded?.key !== key) loaded = { key, ...(await prepareTrial(trial)) };
    return loaded;
  }

  return {
    async decisionBoundary(trial, resolution) {
      const { course, parameters } = peekTrial(await readCheckpoint(trial.checkpointPath));
      await refuseImages(trial.datasetFolder);
      const { data, network } = await load(trial);
      const names = data.inputNames;
      if (data.inputSize !== 2 || names.length !== 2) throw noPlane();
      network.importParameters(parameters);
      const plane = dataPlane(data);
      return {
        epoch: course.epoch,
        x: { name: names[0]!, ...plane.x },
        y: { name: names[1]!, ...plane.y },
        columns: resolution,
        rows: resolution,
        outputs: network.layers.at(-1)!.size,
        classNames: data.classNames,
        values: askPlane(network, data, plane, resolution),
        points: plane.points,
      };
    },
  };
}

/** Images can be many and large: they are not prepared only to be refused. */
async function refuseImages(datasetFolder: string): Promise<void> {
  const { columns } = await readDataset(datasetFolder);
  if (columns.some(({ role, shape }) => role === 'feature' && shape.length > 0)) throw noPlane();
}

function noPlane(): WorkbenchError {
  return new WorkbenchError('training/no-plane', 'A decision boundary can be drawn only for datasets with two numeric inputs.');
}

async function prepareTrial({ config, datasetFolder }: InspectedTrial): Promise<{ data: PreparedData; network: Network }> {
  const { design, settings, seed } = config;
  const table = await readTable(datasetFolder);
  requireSameData(table.dataset, config);
  const data = prepareData(table, { split: settings.split, preprocessing: settings.preprocessing, seed, precision: settings.precision });
  // Its weights come from checkpoints, so what they are drawn from does not matter.
  const network = compileNetwork(design, data.inputShape, {
    kernels: createKernels(settings.precision, { arithmetic: settings.arithmetic }),
    batch: predictedRows,
    random: createRandom(0),
  });
  return { data, network };
}

async function readCheckpoint(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    throw new WorkbenchError(
      'training/no-checkpoint',
      'This trial has not written a checkpoint yet. Try again once it has trained for a moment.',
      {},
      { cause: error },
    );
  }
}

interface Extent {
  readonly from: number;
  readonly to: number;
}

interface Plane {
  readonly x: Extent;
  readonly y: Extent;
  readonly points: DecisionBoundary['points'];
}

/** The rows of a dataset with two inputs, in its own units, and the part of the plane around them. */
function dataPlane(data: PreparedData): Plane {
  const coordinate = (input: number) =>
    Float32Array.from(
      { length: data.rows },
      (_, row) => data.inputs[row * 2 + input]! * data.inputScaling.scale[input]! + data.inputScaling.offset[input]!,
    );
  const x = coordinate(0);
  const y = coordinate(1);
  const test = new Uint8Array(data.rows);
  for (const row of data.parts.test) test[row] = 1;
  return { x: extent(x), y: extent(y), points: { x, y, label: rowLabels(data), test } };
}

function rowLabels({ rows, labels, targets, outputSize, targetScaling }: PreparedData): Float32Array {
  if (labels) return Float32Array.from(labels);
  return Float32Array.from({ length: rows }, (_, row) =>
    targets ? targets[row * outputSize]! * targetScaling.scale + targetScaling.offset : 0,
  );
}

function extent(values: Float32Array): Extent {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const room = (high - low) * margin || 1;
  return { from: low - room, to: high + room };
}

/** Outputs at the points of a square grid, rows from low to high y; numeric targets in their own units. */
function askPlane(network: Network, data: PreparedData, plane: Plane, resolution: number): Float32Array {
  const { scale, offset } = data.inputScaling;
  const grid = new (data.inputs instanceof Float32Array ? Float32Array : Float64Array)(resolution * resolution * 2);
  const at = ({ from, to }: Extent, step: number) => from + ((to - from) * step) / (resolution - 1);
  for (let row = 0; row < resolution; row++) {
    for (let column = 0; column < resolution; column++) {
      const start = (row * resolution + column) * 2;
      grid[start] = (at(plane.x, column) - offset[0]!) / scale[0]!;
      grid[start + 1] = (at(plane.y, row) - offset[1]!) / scale[1]!;
    }
  }
  const { targetScaling } = data;
  const answers = Float32Array.from(predict(network, grid));
  return data.task === 'regression' ? answers.map((value) => value * targetScaling.scale + targetScaling.offset) : answers;
}
