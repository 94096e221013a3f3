import type { Arena } from '../arena.ts';
import type { KernelSet } from '../kernelSet.ts';
import { referenceConvolutions } from './convolution.ts';
import { referenceElementwise } from './elementwise.ts';
import { referencePooling } from './pooling.ts';
import { referenceProducts } from './products.ts';
import { referenceRowProducts } from './rowProducts.ts';
import { referenceSparse } from './sparse.ts';
import { referenceVectors } from './vectors.ts';

/**
 * The kernels in plain code, to be read beside the equations. In float64 they are the oracle the others are held against; in
 * float32 they run where an engine has no SIMD, and stand in for kernels the SIMD set has none of.
 */
export function createReferenceKernels(arena: Arena): KernelSet {
  return {
    name: `${arena.precision} reference`,
    precision: arena.precision,
    arithmetic: arena.precision === 'float32' ? 'scalar' : 'mul-add',
    threads: 1,
    arena,
    ...referenceProducts(arena),
    ...referenceConvolutions(arena),
    ...referencePooling(arena),
    ...referenceSparse(arena),
    ...referenceRowProducts(arena),
    ...referenceElementwise(arena),
    ...referenceVectors(arena),
  };
}
