import { createRequire } from 'node:module';
import { javaScriptPeer } from './javaScriptPeer.mjs';
import { sampleArrays, squaredError } from './sampleArrays.mjs';

const { Architect, Neuron } = createRequire(import.meta.url)('synaptic');
const rate = 0.05;
// The library writes every connection out as source text: beyond this many the program no longer compiles in reasonable time.
const mostConnections = 10_000;

await javaScriptPeer('synaptic', ({ layers, inputShape, loss }, batches) => {
  if (layers.some(({ full }) => full === undefined)) return 'full connections only';
  const sizes = [inputShape.reduce((product, length) => product * length, 1), ...layers.map(({ full }) => full)];
  const connections = sizes.slice(1).reduce((sum, size, index) => sum + size * sizes[index], 0);
  if (connections > mostConnections) return `more than ${mostConnections} connections`;

  const network = new Architect.Perceptron(...sizes);
  const squash = (update) => (update === 'tanh' ? Neuron.squash.TANH : Neuron.squash.LOGISTIC);
  network.layers.hidden.forEach((layer, index) => layer.set({ squash: squash(layers[index].update) }));
  network.layers.output.set({ squash: squash(layers.at(-1).update) });
  const samples = new Map(batches.map((batch) => [batch, sampleArrays(batch)]));
  return {
    optimizer: 'SGD',
    remark: `after each sample${loss === 'squares' ? '' : ', logistic outputs'}`,
    teach(batch) {
      for (const { input, output } of samples.get(batch)) {
        network.activate(input);
        network.propagate(rate, output);
      }
    },
    lossOf: (batch) => squaredError(samples.get(batch), (input) => network.activate(input)),
  };
});
