import { describe, expect, it } from 'vitest';
import type { Design } from '../../../../../src-core/network/design.ts';
import { parseNotation } from '../../../../../src-core/network/notation/parseNotation.ts';
import {
  withCopy,
  withLayer,
  withMovedLayer,
  withNewLayer,
  withoutLayer,
} from '../../../../../src-renderer/components/network/designEdits.ts';

const design = parseNotation('full 8 tanh name=a > full 4 relu name=b > full 2 softmax name=c from=a,b');
const names = ({ layers }: Design): string[] => layers.map(({ name }) => name);

describe('designEdits', () => {
  it('adds a layer with a free name where it is wanted', () => {
    const added = withNewLayer(withNewLayer(design, 'pooling', 1), 'pooling', 0);
    expect(names(added)).toEqual(['pooling2', 'a', 'pooling1', 'b', 'c']);
  });

  it('copies a layer under a name of its own', () => {
    const copied = withCopy(withCopy(design, 0), 1);
    expect(names(copied)).toEqual(['a', 'a1', 'a2', 'b', 'c']);
    expect(copied.layers[1]).toEqual({ ...design.layers[0], name: 'a1' });
  });

  it('moves a layer up and down', () => {
    expect(names(withMovedLayer(design, 0, 2))).toEqual(['b', 'c', 'a']);
    expect(names(withMovedLayer(design, 2, 0))).toEqual(['c', 'a', 'b']);
  });

  it('takes a removed layer out of the sources of others', () => {
    expect(withoutLayer(design, 0).layers.at(-1)!.sources).toEqual(['b']);
    expect(withoutLayer(withoutLayer(design, 0), 0).layers.at(-1)!.sources).toBeNull();
  });

  it('renames a layer in the sources of others', () => {
    const renamed = withLayer(design, 0, { ...design.layers[0]!, name: 'first' });
    expect(renamed.layers.at(-1)!.sources).toEqual(['first', 'b']);
    expect(renamed.layers[1]).toBe(design.layers[1]);
  });
});
