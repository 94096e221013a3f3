import type { Choice, RegistryMember } from '../../registry.ts';
import { connections } from '../connections/registry.ts';
import type { Design, LayerDesign } from '../design.ts';
import { updates } from '../updates/registry.ts';
import { layerSettings } from './layerSettings.ts';
import { wordsOf, writeParameter } from './parameterText.ts';

/**
 * A design in compact notation, without what has its default; `parseNotation` gives the design back.
 * @throws registry/unknown-member, registry/bad-parameters
 */
export function printNotation(design: Design): string {
  return design.layers.map((layer, index) => printLayer(layer, `layer${index + 1}`)).join(' > ');
}

function printLayer(layer: LayerDesign, defaultName: string): string {
  const connection = connections.parse(layer.connection);
  const update = updates.parse(layer.update);
  const member = connections.get(connection.type);
  const { type: _type, ...parameters } = connection;
  const enumerated = new Set(wordsOf(member.parameters).values());
  const changed = changedParameters(member, connection).filter((name) => !member.sizes?.parameters.includes(name));
  const settings = [...layerSettings].flatMap(([name, setting]) => {
    const text = setting.write(layer, defaultName);
    return text === null ? [] : [`${name}=${text}`];
  });
  return [
    member.name,
    ...(member.sizes ? [member.sizes.write(parameters).join('x')] : []),
    ...changed.filter((name) => enumerated.has(name)).map((name) => String(connection[name])),
    ...(update.type === 'identity' ? [] : [update.type]),
    ...changed.filter((name) => !enumerated.has(name)).map((name) => `${name}=${writeParameter(connection[name])}`),
    ...changedParameters(updates.get(update.type), update).map((name) => `${name}=${writeParameter(update[name])}`),
    ...settings,
  ].join(' ');
}

/** Names of the parameters that differ from their defaults. */
function changedParameters(member: RegistryMember, choice: Choice): string[] {
  const usual = member.parameters.parse({});
  return Object.keys(usual).filter((name) => JSON.stringify(choice[name]) !== JSON.stringify(usual[name]));
}
