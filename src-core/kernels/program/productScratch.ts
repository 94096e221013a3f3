/**
 * Elements of the scratch of an outer product: a packed panel and a list of factors, `panelDepth` × `panelColumns` and twice `mostElements`
 * of productOfNonzeros.ts in the assembly sources.
 */
export const productScratchLength = 256 * 28 + 2 * 16384;
