import { describe, expect, it } from 'vitest';
import { generators } from '../../../../src-core/data/generators/registry.ts';
import { strategies } from '../../../../src-core/experiment/strategies/registry.ts';
import { losses } from '../../../../src-core/losses/registry.ts';
import { connections } from '../../../../src-core/network/connections/registry.ts';
import { layerSettings } from '../../../../src-core/network/notation/layerSettings.ts';
import { wordsOf } from '../../../../src-core/network/notation/parameterText.ts';
import { updates } from '../../../../src-core/network/updates/registry.ts';
import { optimizers } from '../../../../src-core/optimizers/registry.ts';
import { initializers } from '../../../../src-core/random/initializers/registry.ts';
import type { Registry, RegistryMember } from '../../../../src-core/registry.ts';
import { schedules } from '../../../../src-core/schedules/registry.ts';
import { z } from '../../../../src-core/schema.ts';
import { surfaces } from '../../../../src-core/surfaces/registry.ts';
import { skins } from '../../../../src-core/skins/registry.ts';

const registries = [
  initializers,
  connections,
  updates,
  losses,
  optimizers,
  schedules,
  surfaces,
  skins,
  generators,
  strategies,
] as unknown as Registry<RegistryMember>[];
const cases = registries.flatMap((registry) =>
  registry.members.map((member) => ({ of: `${registry.kind} ${member.name}`, registry, member })),
);

describe.each(cases)('$of', ({ registry, member }) => {
  it('says what it is', () => {
    expect(member.name).toMatch(/^[a-z][A-Za-z0-9]*$/);
    expect(member.label.length).toBeGreaterThan(1);
    expect(member.summary).toMatch(/^[A-Z].*\.$/);
    expect(registry.get(member.name)).toBe(member);
  });

  it('has parameters with a default, a label and help', () => {
    expect(registry.parse({ type: member.name })).toMatchObject({ type: member.name });
    for (const [name, schema] of Object.entries(member.parameters.shape)) {
      const { label, help } = z.globalRegistry.get(schema as z.ZodType) ?? {};
      expect(label, name).toEqual(expect.any(String));
      expect(help, name).toMatch(/\.$/);
    }
  });

  it('has defaults that are their own checked form', () => {
    const choice = registry.parse({ type: member.name });
    expect(registry.parse(choice)).toEqual(choice);
    expect(registry.parse(JSON.parse(JSON.stringify(choice)))).toEqual(choice);
  });

  it('has numbers with a range', () => {
    for (const [name, schema] of Object.entries(member.parameters.shape)) {
      for (const value of [NaN, Infinity, -Infinity]) {
        if (typeof registry.parse({ type: member.name })[name] !== 'number') continue;
        expect((schema as z.ZodType).safeParse(value).success, `${name} = ${value}`).toBe(false);
      }
    }
  });
});

describe('the compact notation', () => {
  it('has one meaning for every word and every setting', () => {
    for (const connection of connections.members) {
      const words = [...wordsOf(connection.parameters).keys(), ...updates.members.map(({ name }) => name)];
      expect(new Set(words).size).toBe(words.length);
      for (const update of updates.members) {
        const names = [...layerSettings.keys(), ...Object.keys(connection.parameters.shape), ...Object.keys(update.parameters.shape)];
        expect(new Set(names).size, `${connection.name} ${update.name}`).toBe(names.length);
      }
    }
  });
});
