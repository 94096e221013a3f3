import { createRequire } from 'node:module';
import { javaScriptPeer } from './javaScriptPeer.mjs';
import { sampleArrays, squaredError } from './sampleArrays.mjs';

const brain = createRequire(import.meta.url)('brain.js');

const optimizers = {
  adam: { title: 'Adam', settings: { praxis: 'adam', learningRate: 0.001 } },
  sgd: { title: 'SGD', settings: { learningRate: 0.05, momentum: 0.1 } },
};

// One update for all layers and squared errors only; the weights change after every sample, whatever the batch.
await javaScriptPeer('brain.js', ({ layers, loss }, batches, optimizer) => {
  if (layers.some(({ full }) => full === undefined)) return 'full connections only';
  const { title, settings } = optimizers[optimizer];
  const activation = loss === 'squares' ? 'tanh' : 'sigmoid';
  const net = new brain.NeuralNetwork({ activation, hiddenLayers: layers.slice(0, -1).map(({ full }) => full) });
  const samples = new Map(batches.map((batch) => [batch, sampleArrays(batch)]));
  net.prepTraining(samples.get(batches[0]), { activation, ...settings });
  return {
    optimizer: title,
    remark: 'after each sample; squared errors, one update for all layers',
    teach: (batch) => net.trainPatterns(samples.get(batch)),
    lossOf: (batch) => squaredError(samples.get(batch), (input) => net.run(input)),
  };
});
