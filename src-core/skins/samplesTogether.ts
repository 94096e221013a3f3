/** Samples whose changes are added up before the weights move: many of them at once would overshoot, whatever the batch size. */
export const samplesTogether = 16;
