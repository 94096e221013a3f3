import { createRequire } from 'node:module';
import path from 'node:path';
import { javaScriptPeer } from './javaScriptPeer.mjs';

// TensorFlow.js, its WebAssembly back end on one thread, gradients by `optimizer.minimize`.
const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs');
const { setThreadsCount, setWasmPaths } = require('@tensorflow/tfjs-backend-wasm');

await javaScriptPeer('@tensorflow/tfjs', async ({ layers, loss, inputShape }, batches) => {
  if (layers.some(({ full }) => full === undefined)) return 'the WebAssembly back end has no gradients of convolution and pooling';
  setWasmPaths(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + path.sep);
  setThreadsCount(1);
  await tf.setBackend('wasm');
  await tf.ready();

  const weights = fullLayers(layers, inputShape);
  const tensors = new Map(batches.map((batch) => [batch, batchTensors(batch)]));
  const lossTensor = (batch) => {
    const { inputs, targets } = tensors.get(batch);
    const outputs = weights.reduce((values, layer) => layer(values), inputs);
    return loss === 'squares' ? tf.losses.meanSquaredError(targets, outputs) : tf.losses.softmaxCrossEntropy(targets, outputs);
  };
  const adam = tf.train.adam(0.001);
  return {
    optimizer: 'Adam',
    teach: (batch) => adam.minimize(() => lossTensor(batch)),
    lossOf: (batch) => tf.tidy(() => lossTensor(batch).dataSync()[0]),
  };
});

function fullLayers(layers, inputShape) {
  let size = inputShape.reduce((product, length) => product * length, 1);
  return layers.map(({ full, update }) => {
    const matrix = tf.variable(tf.randomNormal([size, full], 0, Math.sqrt(1 / size), 'float32', size));
    const bias = tf.variable(tf.zeros([full]));
    size = full;
    // The softmax is part of the loss.
    const activation = update === 'softmax' ? 'linear' : update;
    if (activation === 'tanh') return (values) => tf.tanh(tf.fused.matMul({ a: values, b: matrix, bias }));
    return (values) => tf.fused.matMul({ a: values, b: matrix, bias, activation });
  });
}

function batchTensors({ rows, inputs, inputSize, targets, outputs }) {
  return { inputs: tf.tensor2d(inputs, [rows, inputSize]), targets: tf.tensor2d(targets, [rows, outputs]) };
}
