/**
 * The products from which every β of eq. 36 is made, where r = −∇f, p is the direction just followed, and "new" is after the step.
 */
export interface ConjugateProducts {
  /** rₙ₊₁·rₙ₊₁ */
  readonly newNew: number;
  /** rₙ₊₁·rₙ */
  readonly newOld: number;
  /** rₙ·rₙ */
  readonly oldOld: number;
  /** pₙ·rₙ₊₁ */
  readonly directionNew: number;
  /** pₙ·rₙ */
  readonly directionOld: number;
}

export type ConjugateBeta = (products: ConjugateProducts) => number;

/** β^FR = rₙ₊₁²/rₙ² (eq. 36). */
const fletcherReeves: ConjugateBeta = ({ newNew, oldOld }) => newNew / oldOld;

/** β^PR = rₙ₊₁(rₙ₊₁ − rₙ)/rₙ² (eq. 36). */
const polakRibiere: ConjugateBeta = ({ newNew, newOld, oldOld }) => (newNew - newOld) / oldOld;

/** β^HS = −rₙ₊₁(rₙ₊₁ − rₙ)/(pₙ(rₙ₊₁ − rₙ)) (eq. 36). */
const hestenesStiefel: ConjugateBeta = ({ newNew, newOld, directionNew, directionOld }) =>
  -(newNew - newOld) / (directionNew - directionOld);

/** β^DY = −rₙ₊₁²/(pₙ(rₙ₊₁ − rₙ)) (eq. 36). */
const daiYuan: ConjugateBeta = ({ newNew, directionNew, directionOld }) => -newNew / (directionNew - directionOld);

/** The coefficients of eq. 36 by name; a + stands for max(0, β), which falls back to steepest descent. */
export const conjugateBetas = {
  fletcherReeves,
  polakRibiere,
  polakRibierePlus: (products) => Math.max(0, polakRibiere(products)),
  hestenesStiefel,
  hestenesStiefelPlus: (products) => Math.max(0, hestenesStiefel(products)),
  daiYuan,
} as const satisfies Record<string, ConjugateBeta>;

export type ConjugateBetaName = keyof typeof conjugateBetas;
