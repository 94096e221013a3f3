// The float32 kernels as one WebAssembly module. Memory is imported; nothing is allocated here. Tensors are byte addresses,
// strides and lengths count elements unless said otherwise.

export { multiplyAddIsFused } from './fusion.ts';
export * from './optimizers.ts';
export * from './patches.ts';
export * from './pooling.ts';
export * from './products.ts';
export * from './rows.ts';
export * from './softmax.ts';
export * from './updates.ts';
export * from './vectors.ts';
