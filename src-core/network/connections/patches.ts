import type { KernelSet } from '../../kernels/kernelSet.ts';
import { z } from '../../schema.ts';
import { shapeSize } from '../../shape.ts';
import type { CompiledConnection, ConnectionMember } from './connection.ts';
import { layPatches, tableOfPatches, type PatchGeometry } from './patchGeometry.ts';
import { edgeParameter, offsetParameter, strideParameter, windowParameter } from './patchParameters.ts';
import { refuseTooLarge } from './sizeLimit.ts';

const parameters = z.object({
  window: windowParameter([6, 6]),
  stride: strideParameter,
  offset: offsetParameter,
  edge: edgeParameter,
});

/**
 * Every position of the layer gets what its window holds as channels, 0 where the window lies outside the source, so that the layers above
 * can treat each patch as a sample of its own. It has neither weights nor bias.
 */
export const patches: ConnectionMember = {
  name: 'patches',
  label: 'Patches',
  summary: 'Lays out every box of the source as the channels of one position; nothing to teach.',
  equation: 'x[p, (t, c)] = x[p·stride + offset + t, c]',
  parameters,
  sizes: {
    form: 'HxW',
    minimum: 1,
    parameters: ['window'],
    read: (sizes) => ({ window: sizes }),
    write: (given) => parameters.parse(given).window,
  },
  plan(source, given, layer) {
    const { window, ...laid } = parameters.parse(given);
    const geometry = layPatches(source, { window, ...laid }, layer);
    const channels = shapeSize(window) * geometry.channelsIn;
    refuseTooLarge(layer, 'axons', shapeSize(geometry.positions) * channels);
    return {
      outputShape: [...geometry.positions, channels],
      weights: null,
      biasCount: 0,
      fanIn: 1,
      fanOut: shapeSize(window),
      compile: (kernels) => compilePatches(kernels, geometry),
    };
  },
};

function compilePatches({ arena }: KernelSet, geometry: PatchGeometry): CompiledConnection {
  const places = axonsOfPatches(geometry);
  const sourceSize = shapeSize(geometry.source) * geometry.channelsIn;

  return {
    forward(z, x, _weights, rows) {
      const { elements } = arena;
      for (let row = 0; row < rows; row++) {
        const above = z.offset + row * places.length;
        const below = x.offset + row * sourceSize;
        for (let axon = 0; axon < places.length; axon++)
          if (places[axon]! >= 0) elements[above + axon]! += elements[below + places[axon]!]!;
      }
    },
    inputGradient(dx, dz, _weights, rows) {
      const { elements } = arena;
      for (let row = 0; row < rows; row++) {
        const above = dz.offset + row * places.length;
        const below = dx.offset + row * sourceSize;
        for (let axon = 0; axon < places.length; axon++)
          if (places[axon]! >= 0) elements[below + places[axon]!]! += elements[above + axon]!;
      }
    },
    weightGradient: () => undefined,
    links: (axon) => (places[axon]! < 0 ? [] : [{ source: places[axon]!, factor: 1 }]),
  };
}

/** Which axon of the source each axon of the layer reads, −1 where that lies outside. */
function axonsOfPatches(geometry: PatchGeometry): Int32Array {
  const { channelsIn } = geometry;
  const table = tableOfPatches(geometry);
  const places = new Int32Array(table.length * channelsIn);
  for (const [entry, pixel] of table.entries()) {
    for (let channel = 0; channel < channelsIn; channel++) {
      places[entry * channelsIn + channel] = pixel < 0 ? -1 : pixel * channelsIn + channel;
    }
  }
  return places;
}
