/** The peers in the order in which they take turns; `program` runs under Node, or Python where its name says so. */
export const peers = [
  { name: 'pytorch', title: 'PyTorch', program: 'pytorch.py' },
  { name: 'scikit-learn', title: 'scikit-learn', program: 'scikitLearn.py' },
  { name: 'tensorflow-js', title: 'TensorFlow.js wasm', program: 'tensorflowJs.mjs' },
  { name: 'jax-js', title: 'jax-js', program: 'jaxJs.mjs' },
  { name: 'convnetjs', title: 'convnetjs', program: 'convnetJs.mjs' },
  { name: 'brain-js', title: 'brain.js', program: 'brainJs.mjs' },
  { name: 'brain-js-sgd', title: 'brain.js, SGD', program: 'brainJs.mjs', options: ['--optimizer', 'sgd'] },
  { name: 'synaptic', title: 'synaptic', program: 'synaptic.mjs' },
];

/** How many times the product's rate is to be the peer's: PyTorch 1.13 by workload (relaxed SIMD on Node 24), JavaScript peers the same on all. */
export const goals = {
  pytorch: { w1b4: 220, w1b64: 33, w2b16: 100, w3b32: 2.2, w3b128: 1.3, w4b128: 0.8, w5b32: 1.6 },
  javaScript: 1.8,
};
