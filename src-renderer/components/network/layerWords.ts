import { connections } from '../../../src-core/network/connections/registry.ts';
import type { LayerDesign } from '../../../src-core/network/design.ts';
import { updates } from '../../../src-core/network/updates/registry.ts';
import type { Registry, RegistryMember } from '../../../src-core/registry.ts';
import { formatShape } from '../../../src-core/shape.ts';

/** A layer's connection and update as a person says them: "Full 128", "ReLU". */
export function layerWords({ connection, update }: LayerDesign): { readonly connection: string; readonly update: string } {
  return { connection: `${labelOf(connections, connection.type)} ${sizeWords(connection)}`.trim(), update: labelOf(updates, update.type) };
}

function labelOf(registry: Pick<Registry<RegistryMember>, 'members'>, type: string): string {
  return registry.members.find(({ name }) => name === type)?.label ?? type;
}

/** Empty while the size is being typed and makes no sense yet. */
function sizeWords({ type, ...parameters }: LayerDesign['connection']): string {
  const member = connections.members.find(({ name }) => name === type);
  const parsed = member?.parameters.safeParse(parameters);
  return member?.sizes && parsed?.success ? formatShape(member.sizes.write(parsed.data)) : '';
}
