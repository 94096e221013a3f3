import { initializers } from '../random/initializers/registry.ts';
import { z } from '../schema.ts';
import { connections } from './connections/registry.ts';
import { updates } from './updates/registry.ts';

/** The name by which layers read the network's inputs. */
export const inputLayerName = 'input';

const layerName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'starts with a letter; letters, digits, - and _ after it');

/** One layer: what it reads, how, and what it makes of it. */
export const layerDesignSchema = z.strictObject({
  /** Unique within the design. */
  name: layerName,
  /** Names of the lower layers it reads; `null` is the layer before. Sources add (eq. 5). */
  sources: z.array(layerName).min(1).max(16).nullable().default(null),
  connection: connections.schema,
  update: updates.schema.prefault({ type: 'identity' }),
  bias: z
    .boolean()
    .default(true)
    .meta({ label: 'Bias', help: 'Adds a number of its own to every axon, or to every channel where weights are shared.' }),
  /** `null` is the connection's usual one for its update (He for ReLU, else Glorot). */
  initializer: initializers.schema.nullable().default(null),
  /** Multiplies the learning rate of this layer's parameters. */
  learningRateScale: z
    .number()
    .min(0)
    .max(1e6)
    .default(1)
    .meta({ label: 'Learning-rate scale', help: "Multiplies the learning rate of this layer's parameters." }),
  /** Euclidean norm to which each neuron's weights are scaled after every step; `null` leaves them free. */
  rowNorm: z.number().positive().max(1e6).nullable().default(null).meta({
    label: 'Row norm',
    help: "Euclidean norm to which each neuron's weights are scaled after every step; empty leaves them free.",
  }),
  /** A frozen layer is never taught. */
  frozen: z.boolean().default(false).meta({ label: 'Frozen', help: 'A frozen layer is never taught.' }),
});

/** A network's description: plain JSON, without the input's shape, which comes from the dataset. */
export const designSchema = z.strictObject({ layers: z.array(layerDesignSchema).min(1).max(256) });

/** A layer's description with every field present. */
export type LayerDesign = Readonly<z.infer<typeof layerDesignSchema>>;
/** Layers from the lowest to the output; a layer reads only inputs and layers before it. */
export interface Design {
  readonly layers: readonly LayerDesign[];
}
