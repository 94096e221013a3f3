import { describe, expect, it } from 'vitest';
import { generators } from '../../../src-core/data/generators/registry.ts';
import { strategies } from '../../../src-core/experiment/strategies/registry.ts';
import { trialSettingsSchema } from '../../../src-core/experiment/trialConfig.ts';
import { losses } from '../../../src-core/losses/registry.ts';
import { connections } from '../../../src-core/network/connections/registry.ts';
import { updates } from '../../../src-core/network/updates/registry.ts';
import { optimizers } from '../../../src-core/optimizers/registry.ts';
import { initializers } from '../../../src-core/random/initializers/registry.ts';
import type { RegistryMember } from '../../../src-core/registry.ts';
import { z } from '../../../src-core/schema.ts';
import { skins } from '../../../src-core/skins/registry.ts';
import { csvOptionsSchema } from '../../../src-main/contract/importOptions.ts';
import { fieldProblem } from '../../../src-renderer/components/forms/fieldProblems.ts';
import { schemaFields, type Field } from '../../../src-core/schemaFields.ts';

const registries = { connections, generators, initializers, losses, optimizers, skins, strategies, updates };
const members = Object.entries(registries).flatMap(([registry, { members: all }]) =>
  (all as readonly RegistryMember[]).map((member) => ({ registry, member })),
);

describe('schemaFields over every registry', () => {
  it.each(members.map(({ registry, member }) => [`${registry} ${member.name}`, member] as const))(
    '%s: every parameter has a control, a label and a help text',
    (_name, member) => {
      const fields = schemaFields(member.parameters);
      expect(fields.map(({ key }) => key)).toEqual(Object.keys(member.parameters.shape));
      for (const field of fields) {
        expect(field.label, field.key).not.toBe('');
        expect(field.help, field.key).not.toBe('');
      }
    },
  );

  it.each(members.map(({ registry, member }) => [`${registry} ${member.name}`, member] as const))(
    '%s: the defaults are what the form shows, and it finds nothing wrong with them',
    (_name, member) => {
      const defaults = member.parameters.safeParse({});
      for (const field of schemaFields(member.parameters)) {
        if (!defaults.success) continue;
        expect(field.initial, field.key).toEqual(defaults.data[field.key]);
        expect(fieldProblem(field, field.initial), field.key).toBeNull();
      }
    },
  );
});

describe('schemaFields', () => {
  const field = (schema: z.ZodType): Field => schemaFields(z.object({ setting: schema }))[0]!;

  it('reads the range of a number, with ends that are not allowed themselves', () => {
    expect(field(z.number().min(0).lt(1)).control).toEqual({
      kind: 'number',
      integer: false,
      minimum: { value: 0, exclusive: false },
      maximum: { value: 1, exclusive: true },
    });
    expect(field(z.number().int()).control).toEqual({ kind: 'number', integer: true, minimum: null, maximum: null });
  });

  it('knows settings that may be left empty, whichever way they are written', () => {
    expect(field(z.number().nullable().default(null))).toMatchObject({ nullable: true, initial: null, control: { kind: 'number' } });
    expect(field(z.boolean().nullable().default(null))).toMatchObject({ nullable: true, control: { kind: 'switch' } });
    expect(field(z.enum(['a', 'b']).nullable())).toMatchObject({ nullable: true, control: { kind: 'options', options: ['a', 'b'] } });
  });

  it('takes sizes as lists of numbers, with one number where that is allowed', () => {
    expect(field(z.array(z.number().int()).length(2)).control).toEqual({ kind: 'numbers', single: false });
    expect(field(z.union([z.number(), z.tuple([z.number(), z.number()])])).control).toEqual({ kind: 'numbers', single: true });
  });

  it('names a setting without a label after its key', () => {
    expect(field(z.string())).toMatchObject({ label: 'Setting', help: '', control: { kind: 'text' } });
    expect(schemaFields(z.object({ maximumSeconds: z.number() }))[0]!.label).toBe('Maximum seconds');
  });

  it('leaves out constants and lists of objects', () => {
    const keys = schemaFields(csvOptionsSchema).map(({ key }) => key);
    expect(keys).toEqual(Object.keys(csvOptionsSchema.shape).filter((key) => key !== 'type' && key !== 'columns'));
    expect(schemaFields(z.object({ type: z.literal('idx') }))).toEqual([]);
  });

  it('finds the plain settings of a trial and its groups, and leaves the choices to their own form', () => {
    const fields = schemaFields(trialSettingsSchema);
    expect(fields.map(({ key }) => key)).toEqual([
      'normalised',
      'classWeights',
      'penalties',
      'batchSize',
      'epochs',
      'maximumSeconds',
      'maximumEvaluations',
      'patience',
      'precision',
      'arithmetic',
      'split',
      'preprocessing',
    ]);
    const split = fields.find(({ key }) => key === 'split')!.control;
    expect(split.kind === 'group' && split.fields.map(({ key }) => key)).toEqual(['kind', 'testFraction', 'validationFraction', 'seed']);
  });
});
