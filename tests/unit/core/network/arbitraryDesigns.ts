import fc from 'fast-check';
import { connections } from '../../../../src-core/network/connections/registry.ts';
import { designSchema, type Design } from '../../../../src-core/network/design.ts';
import { wordsOf } from '../../../../src-core/network/notation/parameterText.ts';
import { updates } from '../../../../src-core/network/updates/registry.ts';
import { initializers } from '../../../../src-core/random/initializers/registry.ts';
import type { Choice, Registry, RegistryMember } from '../../../../src-core/registry.ts';
import type { z } from '../../../../src-core/schema.ts';

/** Values of every kind that parameters can have; which of them one takes, its schema says. */
export const wideValues: readonly unknown[] = [
  ...[null, true, false, 0, 1, 2, 7, 64, 0.1, 0.25, -3, 1e-7, 1e-5, 12345.678, 123456],
  ...[[1], [2], [3, 2], [5, 5, 8], [28, 28, 3, 2], [-1], [0, -2]],
];

/** The same, so small that any design of them can be compiled. */
export const smallValues: readonly unknown[] = [
  ...[null, true, false, 0, 1, 2, 3, 0.25, -0.5, 1.5],
  ...[[1], [2], [3], [3, 2], [2, 2, 2], [-1], [0, 1]],
];

/** Any choice of a registry, its parameters from the values that its schema allows. */
function choices<Member extends RegistryMember>(registry: Registry<Member>, values: readonly unknown[]): fc.Arbitrary<Choice> {
  const members = registry.members.map(({ name: type, parameters }) => {
    const words = [...wordsOf(parameters)];
    const arbitraries = Object.entries(parameters.shape).map(([name, schema]) => {
      const ofEnum = words.filter(([, owner]) => owner === name).map(([word]) => word);
      const allowed = [...values, ...ofEnum].filter((value) => (schema as z.ZodType).safeParse(value).success);
      return [name, fc.constantFrom(...allowed)] as const;
    });
    return fc.record({ type: fc.constant(type), ...Object.fromEntries(arbitraries) });
  });
  return fc
    .oneof(...members)
    .filter((choice) => registry.schema.safeParse(choice).success)
    .map((choice) => registry.parse(choice));
}

const names = fc.constantFrom('a', 'b', 'input', 'layer1', 'layer2', 'Hidden-3_x');

function mostlyNull<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

/** Any design that the schema accepts, with parameters from the values given; most sources exist, some do not. */
export function arbitraryDesigns(values: readonly unknown[]): fc.Arbitrary<Design> {
  const layer = fc.record({
    name: mostlyNull(names),
    sources: mostlyNull(fc.array(names, { minLength: 1, maxLength: 3 })),
    connection: choices(connections, values),
    update: choices(updates, values),
    bias: fc.boolean(),
    initializer: fc.option(choices(initializers, values), { nil: null }),
    learningRateScale: fc.constantFrom(1, 0, 10, 0.5, 1e-7),
    rowNorm: fc.option(fc.constantFrom(3, 0.1, 1e-9), { nil: null }),
    frozen: fc.boolean(),
  });
  return fc
    .array(layer, { minLength: 1, maxLength: 4 })
    .map((layers) => designSchema.parse({ layers: layers.map((each, index) => ({ ...each, name: each.name ?? `layer${index + 1}` })) }));
}
