import type { OutputUpdate } from '../losses/createLoss.ts';
import type { Design } from './design.ts';
import { updates } from './updates/registry.ts';

/** What `createLoss` must know of a design's last layer. @throws registry/unknown-member, registry/bad-parameters */
export function outputUpdateOf(design: Design): OutputUpdate {
  const last = design.layers.at(-1)!;
  const { type, ...parameters } = updates.parse(last.update);
  const member = updates.get(type);
  return { layer: last.name, label: member.label, update: member.create(parameters), values: member.values };
}
