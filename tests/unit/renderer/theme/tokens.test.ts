import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../../src-renderer/theme/tokens.css', import.meta.url), 'utf8');
const themes = ['light', 'dark', 'highContrast'] as const;

/** The tokens of a theme as hexadecimal colours; what it does not set it takes from the set for all. */
function tokensOf(theme: string): Map<string, string> {
  const blocks = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].filter(
    ([, selector]) => selector!.includes(`'${theme}'`) || /:root\s*$/.test(selector!),
  );
  return new Map(
    blocks.flatMap(([, , body]) =>
      [...body!.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, colour]) => [name!, colour!] as const),
    ),
  );
}

/** WCAG 2: relative luminance, and the ratio between two colours. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
function contrast(first: string, second: string): number {
  const [high, low] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

describe('contrast', () => {
  it('is measured as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});

describe.each(themes)('%s theme', (theme) => {
  const tokens = tokensOf(theme);
  const colour = (name: string): string => {
    const found = tokens.get(name);
    if (!found) throw new Error(`The ${theme} theme has no colour ${name}.`);
    return found;
  };
  const surfaces = ['surface-0', 'surface-1', 'surface-2', 'surface-hover', 'surface-selected', 'surface-overlay'];

  it.each(['text', 'text-muted'])('has %s of at least 4.5:1 on every surface', (text) => {
    for (const surface of surfaces) expect(contrast(colour(text), colour(surface)), surface).toBeGreaterThanOrEqual(4.5);
  });

  it('has faint words of at least 4.5:1 in documents and fields', () => {
    for (const surface of ['surface-1', 'surface-2'])
      expect(contrast(colour('text-disabled'), colour(surface)), surface).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['accent', 'good', 'warning', 'danger'])('has %s words of at least 4.5:1 where they stand', (text) => {
    for (const surface of ['surface-0', 'surface-1', 'surface-2', 'surface-overlay', 'surface-selected']) {
      expect(contrast(colour(text), colour(surface)), surface).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('has readable words on its coloured grounds', () => {
    expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('on-accent'), colour('accent-hover'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour('accent'), colour('accent-soft'))).toBeGreaterThanOrEqual(4.5);
    for (const name of ['good', 'warning', 'danger']) {
      expect(contrast(colour(name), colour(`${name}-soft`)), name).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colour('text'), colour(`${name}-soft`)), name).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('shows the edges of controls and the focus at 3:1', () => {
    for (const surface of ['surface-0', 'surface-1', 'surface-2', 'surface-overlay']) {
      expect(contrast(colour('hairline-strong'), colour(surface)), surface).toBeGreaterThanOrEqual(3);
      expect(contrast(colour('focus'), colour(surface)), surface).toBeGreaterThanOrEqual(3);
    }
  });

  it('sets the same tokens as the others', () => {
    expect([...tokens.keys()].sort()).toEqual([...tokensOf('light').keys()].sort());
  });
});
