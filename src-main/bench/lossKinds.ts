/** The losses of the workloads, as settings of a trial. */
export const lossKinds = {
  squares: { loss: { type: 'pNorm', p: 2 }, normalised: false },
  crossEntropy: { loss: { type: 'crossEntropy' }, normalised: false },
  normalisedDivergence: { loss: { type: 'kullbackLeibler' }, normalised: true },
};
