const standIn = new URL('./electron.mjs', import.meta.url).href;

/** Module hook: whoever imports `electron` gets the stand-in. */
export function resolve(specifier, context, nextResolve) {
  return specifier === 'electron' ? { url: standIn, shortCircuit: true } : nextResolve(specifier, context);
}
