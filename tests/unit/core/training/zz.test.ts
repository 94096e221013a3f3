import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { it } from 'vitest';
import { readdirSync } from 'node:fs';
import { createKernels } from '../../../../src-core/kernels/createKernels.ts';
import { trialSettingsSchema } from '../../../../src-core/experiment/trialConfig.ts';
import { parseNotation } from '../../../../src-core/network/notation/parseNotation.ts';
import { createTrainer } from '../../../../src-core/training/trainer.ts';
const dir = '/work/shared/data/';
const load = (re: RegExp) => { const f = readdirSync(dir).find((n) => re.test(n))!; const b = readFileSync(dir + f); return f.endsWith('gz') ? gunzipSync(b) : b; };
it('mnist', () => {
  const img = load(/images/), lab = load(/labels/);
  const n = lab.length - 8;
  const inputs = Float32Array.from(img.subarray(16), (v) => v / 255);
  const labels = Int32Array.from(lab.subarray(8));
  const targets = new Float32Array(n * 10); labels.forEach((l, i) => (targets[i * 10 + l] = 1));
  const idx = [...Array(n).keys()];
  const data = { rows: n, inputShape: [28, 28], inputSize: 784, inputs, outputSize: 10, targets, task: 'classification' as const, labels, classNames: [...'0123456789'], parts: { train: Uint32Array.from(idx.filter((i) => i % 5)), validation: new Uint32Array(), test: Uint32Array.from(idx.filter((i) => i % 5 === 0)) }, treatments: [], targetScaling: { scale: 1, offset: 0 }, inputScaling: { scale: [], offset: [] }, inputNames: [] };
  for (const [optimizer, batchSize, epochs] of [[{ type: 'adam' }, 50, 5], [{ type: 'conjugateGradient' }, 500, 5], [{ type: 'conjugateGradient' }, 0, 20], [{ type: 'steepestDescent', learningRate: 0.1 }, 50, 5], [{ type: 'conjugateGradientFixedRate', learningRate: 0.05 }, 200, 5]] as const) {
    const settings = trialSettingsSchema.parse({ optimizer, batchSize, epochs });
    const trainer = createTrainer({ design: parseNotation('full 128 relu > full 10 softmax'), settings, seed: 1, data, kernels: createKernels('float32'), clock: () => performance.now() / 1000 });
    let last: unknown; let teaching = 0;
    for (;;) { const t = performance.now(); const e = trainer.advance(); if (e.kind === 'step') teaching += performance.now() - t; if (e.kind === 'metrics') last = e.record; if (e.kind === 'done') { console.log(JSON.stringify(optimizer), batchSize, JSON.stringify(e.termination), JSON.stringify(last), trainer.position, 'teaching samples/s', Math.round(trainer.position.samples / teaching * 1000), trainer.network.kernels.name); break; } }
  }
}, 300000);
