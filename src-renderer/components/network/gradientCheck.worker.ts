import { checkDesign, type DesignCheck, type DesignCheckOptions } from '../../../src-core/network/checkDesign.ts';
import { toWireError, type WireError } from '../../../src-main/contract/wireError.ts';

/** What the worker answers a check with. */
export type GradientCheckAnswer = { readonly check: DesignCheck } | { readonly error: WireError };

/** One check a worker: it takes seconds, in which the window must stay alive, and is ended with its worker. */
self.onmessage = ({ data }: MessageEvent<DesignCheckOptions>) => {
  self.postMessage(answer(data));
};

function answer(options: DesignCheckOptions): GradientCheckAnswer {
  try {
    return { check: checkDesign(options) };
  } catch (error) {
    return { error: toWireError(error) };
  }
}
