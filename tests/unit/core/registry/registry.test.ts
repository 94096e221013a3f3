import { describe, expect, it } from 'vitest';
import { defineRegistry, type RegistryMember } from '../../../../src-core/registry.ts';
import { z } from '../../../../src-core/schema.ts';

const walk: RegistryMember = {
  name: 'walk',
  label: 'Walk',
  summary: 'Slow.',
  parameters: z.object({ steps: z.number().int().min(1).max(10).default(3), shoes: z.boolean().default(true) }),
};
const drive: RegistryMember = { name: 'drive', label: 'Drive', summary: 'Fast.', parameters: z.object({}) };
const ways = defineRegistry('way', [walk, drive]);

describe('registry', () => {
  it('fills in defaults and keeps what is given', () => {
    expect(ways.parse({ type: 'walk' })).toEqual({ type: 'walk', steps: 3, shoes: true });
    expect(ways.parse({ type: 'walk', steps: 7 })).toEqual({ type: 'walk', steps: 7, shoes: true });
    expect(z.strictObject({ way: ways.schema }).parse({ way: { type: 'walk' } })).toEqual({ way: { type: 'walk', steps: 3, shoes: true } });
  });

  it('names the known members when asked for another', () => {
    expect(() => ways.get('fly')).toThrow('There is no way "fly". Known: walk, drive.');
    expect(() => ways.get('toString')).toThrow('There is no way "toString"');
  });

  it.each([
    [{ type: 'walk', steps: 0 }, 'steps'],
    [{ type: 'walk', steps: NaN }, 'steps'],
    [{ type: 'walk', steps: '3' }, 'steps'],
    [{ type: 'walk', hat: 1 }, ''],
  ])('refuses the parameters of %j', (choice, field) => {
    expect(() => ways.parse(choice)).toThrow(
      expect.objectContaining({ code: 'registry/bad-parameters', details: { kind: 'way', name: 'walk', field } }) as Error,
    );
    expect(ways.schema.safeParse(choice).success).toBe(false);
  });

  it('asks what a member says of its parameters together', () => {
    const parameters = z.object({ from: z.number().default(0), to: z.number().default(1) });
    const ordered = parameters.refine(({ from, to }) => from < to, { path: ['to'], message: 'must be more than from' });
    const rides = defineRegistry('ride', [{ ...drive, parameters: ordered }]);
    expect(rides.parse({ type: 'drive', from: -1 })).toEqual({ type: 'drive', from: -1, to: 1 });
    expect(() => rides.parse({ type: 'drive', from: 2 })).toThrow('Drive (ride): to: must be more than from.');
    expect(() => rides.parse({ type: 'drive', via: 2 })).toThrow(expect.objectContaining({ code: 'registry/bad-parameters' }) as Error);
  });

  it('does not take two members of one name', () => {
    expect(() => defineRegistry('way', [walk, walk])).toThrow(expect.objectContaining({ code: 'registry/duplicate-member' }) as Error);
  });
});
