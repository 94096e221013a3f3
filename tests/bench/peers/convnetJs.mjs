import { createRequire } from 'node:module';
import { javaScriptPeer } from './javaScriptPeer.mjs';

const convnet = createRequire(import.meta.url)('convnetjs');

await javaScriptPeer('convnetjs', (workload, batches) => {
  const { layers, loss, inputShape, batch: batchSize } = workload;
  const net = new convnet.Net();
  net.makeLayers([inputLayer(workload), ...layers.slice(0, -1).map(hiddenLayer), outputLayer(layers.at(-1), loss)]);
  const trainer = new convnet.Trainer(net, { method: 'sgd', learning_rate: 0.01, momentum: 0, batch_size: batchSize });
  const samples = new Map(batches.map((batch) => [batch, batchSamples(batch, inputShape, loss)]));
  return {
    optimizer: 'SGD',
    remark: loss === 'squares' ? 'output without tanh' : '',
    teach(batch) {
      for (const { volume, target } of samples.get(batch)) trainer.train(volume, target);
    },
    lossOf(batch) {
      return samples.get(batch).reduce((sum, { volume, target }) => sum + lossOfSample(net, volume, target), 0) / batch.rows;
    },
  };
});

function inputLayer({ inputShape, layers }) {
  const [height, width] = layers[0].convolution === undefined ? [1, 1] : inputShape;
  const depth = inputShape.reduce((product, length) => product * length, 1) / (height * width);
  return { type: 'input', out_sx: width, out_sy: height, out_depth: depth };
}

function hiddenLayer({ full, convolution, channels, pooling, update }) {
  if (pooling !== undefined) return { type: 'pool', sx: pooling, stride: pooling };
  if (convolution === undefined) return { type: 'fc', num_neurons: full, activation: update };
  return { type: 'conv', sx: convolution, filters: channels, stride: 1, pad: (convolution - 1) / 2, activation: update };
}

/** The library sets a full layer without an update before either loss. */
function outputLayer({ full }, loss) {
  return loss === 'squares' ? { type: 'regression', num_neurons: full } : { type: 'softmax', num_classes: full };
}

function batchSamples({ rows, inputs, inputSize, targets, outputs }, inputShape, loss) {
  return Array.from({ length: rows }, (_, row) => {
    const target = Array.from(targets.subarray(row * outputs, (row + 1) * outputs));
    const volume = new convnet.Vol(1, 1, inputSize, 0);
    volume.w.set(inputs.subarray(row * inputSize, (row + 1) * inputSize));
    return { volume, target: loss === 'squares' ? target : target.indexOf(1) };
  });
}

function lossOfSample(net, volume, target) {
  const outputs = net.forward(volume).w;
  if (typeof target === 'number') return -Math.log(outputs[target]);
  return target.reduce((sum, wanted, index) => sum + (outputs[index] - wanted) ** 2 / 2, 0);
}
