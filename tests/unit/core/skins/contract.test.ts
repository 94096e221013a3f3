import { describe, expect, it } from 'vitest';
import { skins } from '../../../../src-core/skins/registry.ts';

describe.each(skins.members)('skin $name', (member) => {
  it('says what it is and what it reads', () => {
    expect([member.label, member.summary].every((text) => text.length > 0)).toBe(true);
    expect(['inputs', 'membership', 'targets']).toContain(member.reads);
  });

  it('takes a loss only if it reads targets', () => {
    expect(member.usesLoss && member.reads !== 'targets').toBe(false);
  });

  it('has a default, a label and a help text for every parameter', () => {
    expect(skins.parse({ type: member.name })).toMatchObject({ type: member.name });
    for (const schema of Object.values(member.parameters.shape)) {
      expect((schema as { meta(): unknown }).meta()).toMatchObject({ label: expect.any(String), help: expect.any(String) });
    }
  });
});
