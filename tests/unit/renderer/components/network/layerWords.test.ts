import { describe, expect, it } from 'vitest';
import { parseNotation } from '../../../../../src-core/network/notation/parseNotation.ts';
import { layerWords } from '../../../../../src-renderer/components/network/layerWords.ts';

describe('layerWords', () => {
  it('says what a layer is', () => {
    const [layer] = parseNotation('convolution 5x5x8 same relu').layers;
    expect(layerWords(layer!)).toEqual({ connection: 'Convolution 5×5×8', update: 'ReLU' });
  });

  it('leaves out a size that makes no sense yet', () => {
    const [layer] = parseNotation('full 4').layers;
    expect(layerWords({ ...layer!, connection: { type: 'full', size: [] } }).connection).toBe('Full');
    expect(layerWords({ ...layer!, connection: { type: 'unheard' } }).connection).toBe('unheard');
  });
});
