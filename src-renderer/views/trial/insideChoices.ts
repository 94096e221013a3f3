import type { TrialSettings } from '../../../src-core/experiment/trialConfig.ts';
import type { Design } from '../../../src-core/network/design.ts';
import { describeNetwork } from '../../../src-core/network/describeNetwork.ts';
import { shapeSize, type Shape } from '../../../src-core/shape.ts';
import { skins } from '../../../src-core/skins/registry.ts';
import { hasWeights } from '../../components/network/hasWeights.ts';

/** What of a trial's config decides what can be looked at. */
interface TaughtNetwork {
  readonly design: Design;
  readonly settings: Pick<TrialSettings, 'skin'>;
}

/** Layers whose receptive fields can be drawn, lowest first. */
export function fieldLayers({ design }: Pick<TaughtNetwork, 'design'>): readonly string[] {
  return design.layers.filter((layer) => hasWeights(layer) && (layer.sources?.length ?? 1) === 1).map(({ name }) => name);
}

/** The layer to begin with: what was taught last, but under targets the first, since outputs look for nothing that can be seen. */
export function usualFieldLayer(config: TaughtNetwork): string | null {
  const layers = fieldLayers(config);
  const reads = skins.get(config.settings.skin.type).reads;
  return (reads === 'targets' ? layers[0] : layers.at(-1)) ?? null;
}

/** Two axons of a layer by which samples can be placed in a plane. */
export interface PlaneChoice {
  readonly layer: string;
  /** 0 is the first two axons, 1 the next two. */
  readonly pair: number;
  readonly label: string;
}

/** Layers of two axons, and the shells of two axons that the skin of shells gives to every set. */
export function planeChoices({ design, settings }: TaughtNetwork, inputShape: Shape, sets: readonly string[]): PlaneChoice[] {
  const layers = describeNetwork(design, inputShape).map(({ name, outputShape }) => ({
    name,
    size: outputShape ? shapeSize(outputShape) : 0,
  }));
  const ofTwo = layers.filter(({ size }) => size === 2).map(({ name }) => ({ layer: name, pair: 0, label: name }));
  const last = layers.at(-1);
  const hasShells = settings.skin.type === 'shell' && last && sets.length > 1 && last.size === 2 * sets.length;
  const shells = hasShells ? sets.map((set, pair) => ({ layer: last.name, pair, label: `the shell of ${set}` })) : [];
  return [...ofTwo, ...shells];
}
