import { WorkbenchError } from '../../errors.ts';
import { planNetwork } from '../planNetwork.ts';
import { printLayerWords } from './layerWords.ts';
import type { NetworkScript } from './parseScript.ts';
import { printConnection } from './scriptConnections.ts';
import { printLoss } from './scriptLoss.ts';
import { printShape } from './textValues.ts';

/** A script that `parseScript` reads back as the same. @throws design/… of the first layer that does not fit the input */
export function printScript({ inputShape, design, loss, normalised }: NetworkScript): string {
  const plans = planNetwork(design, inputShape);
  const layers = plans.map((plan, index) => {
    if (plan instanceof WorkbenchError) throw plan;
    const layer = design.layers[index]!;
    return ['layer', printShape(plan.shape), ...printConnection(layer.connection), ...printLayerWords(layer, index)];
  });
  const last = printShape((plans.at(-1) as Exclude<(typeof plans)[number], WorkbenchError>).shape);
  const lines = [['layer', printShape(inputShape), 'none'], ...layers, ['layer', last, 'loss', ...printLoss({ loss, normalised })]];
  return `${lines.map((words) => words.join(' ')).join('\n')}\n`;
}
