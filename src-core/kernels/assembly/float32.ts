// The float32 kernels as one WebAssembly module. Memory is imported; nothing is allocated here. Tensors are byte addresses,
// strides and lengths count elements unless said otherwise.

export * from './convolutionDirect';
export * from './convolutionWeights';
export { multiplyAddIsFused } from './fusion';
export { log } from './logarithm';
export { lossSum } from './losses';
export * from './optimizers';
export * from './patches';
export * from './penalties';
export * from './peak';
export * from './pooling';
export * from './products';
export { runProgram } from './program';
export * from './rows';
export * from './softmax';
export * from './updates';
export * from './vectors';
export * from './windowLanes';
