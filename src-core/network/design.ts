import { initializers } from '../random/initializers/registry.ts';
import type { Choice } from '../registry.ts';
import { z } from '../schema.ts';
import { connections } from './connections/registry.ts';
import { updates } from './updates/registry.ts';

/** The name by which layers read the network's inputs. */
export const inputLayerName = 'input';

const layerName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'starts with a letter; letters, digits, - and _ after it');

export const layerDesignSchema = z.strictObject({
  /** Unique within the design. */
  name: layerName,
  /** Names of the lower layers it reads; `null` is the layer before. Sources add (eq. 5). */
  sources: z.array(layerName).min(1).max(16).nullable().default(null),
  connection: connections.schema,
  update: updates.schema.default({ type: 'identity' }),
  bias: z.boolean().default(true),
  /** `null` is the connection's usual one for its update (He for ReLU, else Glorot). */
  initializer: initializers.schema.nullable().default(null),
  /** Multiplies the learning rate of this layer's parameters. */
  learningRateScale: z.number().min(0).max(1e6).default(1),
  /** Euclidean norm to which each neuron's weights are scaled after every step; `null` leaves them free. */
  rowNorm: z.number().positive().max(1e6).nullable().default(null),
  /** A frozen layer is never taught. */
  frozen: z.boolean().default(false),
});

/** A network's description: plain JSON, without the input's shape, which comes from the dataset. */
export const designSchema = z.strictObject({ layers: z.array(layerDesignSchema).min(1).max(256) });

export type LayerDesign = Readonly<z.infer<typeof layerDesignSchema>>;
export interface Design {
  readonly layers: readonly LayerDesign[];
}
export type LayerChoice = Choice;
