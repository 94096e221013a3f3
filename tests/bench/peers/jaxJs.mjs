import { defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { initialWeights } from './initialWeights.mjs';
import { javaScriptPeer } from './javaScriptPeer.mjs';

// jax-js on WebAssembly: the whole step, Adam included, is one jitted function. `.ref` keeps an array that a call would consume.
const rate = 0.001;
const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];

await javaScriptPeer('@jax-js/jax', async (workload, batches) => {
  await init('wasm');
  defaultDevice('wasm');
  const arrays = new Map(batches.map((batch) => [batch, batchArrays(workload, batch)]));
  const lossOf = jit((parameters, inputs, targets) => lossValue(workload, parameters, inputs, targets));
  const step = jit((state, inputs, targets) => adamStep(workload, state, inputs, targets));

  const parameters = initialWeights(workload).map(({ shape, values }) => np.array(values).reshape(shape));
  const zeros = () => parameters.map(({ shape }) => np.zeros(shape));
  let state = { parameters, first: zeros(), second: zeros(), time: np.array([0]) };
  return {
    optimizer: 'Adam',
    teach(batch) {
      const { inputs, targets } = arrays.get(batch);
      state = step(state, inputs.ref, targets.ref);
      // Steps are lazy: one value read runs this one, instead of letting them pile up.
      state.time.ref.dataSync();
    },
    lossOf(batch) {
      const { inputs, targets } = arrays.get(batch);
      return lossOf(tree.ref(state.parameters), inputs.ref, targets.ref).js();
    },
  };
});

function adamStep(workload, { parameters, first, second, time }, inputs, targets) {
  const [loss, gradient] = valueAndGrad((given) => lossValue(workload, given, inputs, targets))(tree.ref(parameters));
  loss.dispose();
  const now = time.add(1);
  const correction1 = np.subtract(1, np.power(beta1, now.ref));
  const correction2 = np.subtract(1, np.power(beta2, now.ref));
  const moments1 = first.map((moment, index) => moment.mul(beta1).add(gradient[index].ref.mul(1 - beta1)));
  const moments2 = second.map((moment, index) => moment.mul(beta2).add(np.square(gradient[index]).mul(1 - beta2)));
  const taught = parameters.map((values, index) => {
    const direction = moments1[index].ref.div(correction1.ref);
    return values.sub(direction.div(np.sqrt(moments2[index].ref.div(correction2.ref)).add(epsilon)).mul(rate));
  });
  correction1.dispose();
  correction2.dispose();
  return { parameters: taught, first: moments1, second: moments2, time: now };
}

function lossValue({ layers, loss, batch }, parameters, inputs, targets) {
  let values = inputs;
  let used = 0;
  for (const layer of layers) {
    if (layer.pooling !== undefined) {
      values = maxPooling(values, layer.pooling);
      continue;
    }
    const weights = parameters[used++];
    const bias = parameters[used++];
    if (layer.convolution !== undefined) {
      values = lax.convGeneralDilated(values, weights, [1, 1], 'SAME').add(bias.reshape([1, layer.channels, 1, 1]));
    } else {
      values = np.matmul(values.reshape([batch, weights.shape[0]]), weights).add(bias);
    }
    if (layer.update === 'relu') values = nn.relu(values);
    if (layer.update === 'tanh') values = np.tanh(values);
  }
  if (loss === 'squares')
    return np
      .square(values.sub(targets))
      .sum()
      .mul(0.5 / batch);
  return nn
    .logSoftmax(values)
    .mul(targets)
    .sum()
    .mul(-1 / batch);
}

function maxPooling(values, size) {
  const [rows, channels, height, width] = values.shape;
  return np.max(values.reshape([rows, channels, height / size, size, width / size, size]), [3, 5]);
}

function batchArrays({ layers, inputShape }, { rows, inputs, inputSize, targets, outputs }) {
  const shape = layers[0].convolution === undefined ? [rows, inputSize] : [rows, 1, ...inputShape];
  return { inputs: np.array(inputs).reshape(shape), targets: np.array(targets).reshape([rows, outputs]) };
}
