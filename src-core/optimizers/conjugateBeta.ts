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

/** β of pₙ₊₁ = rₙ₊₁ + βₙpₙ (after eq. 35) from products of the residuals and directions of two steps. */
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

/** β^HZ = −(y − 2p|y|²/(p·y))·rₙ₊₁/(p·y) with y = rₙ − rₙ₊₁ (Hager & Zhang 2005, eq. 1.3, for r = −∇f). */
const hagerZhang: ConjugateBeta = ({ newNew, newOld, oldOld, directionNew, directionOld }) => {
  const directionChange = directionOld - directionNew;
  const change = oldOld - 2 * newOld + newNew;
  return -(newOld - newNew - (2 * change * directionNew) / directionChange) / directionChange;
};

/** The coefficients of eq. 36 by name; a + stands for max(0, β), which falls back to steepest descent. */
export const conjugateBetas = {
  fletcherReeves,
  polakRibiere,
  polakRibierePlus: (products) => Math.max(0, polakRibiere(products)),
  hestenesStiefel,
  hestenesStiefelPlus: (products) => Math.max(0, hestenesStiefel(products)),
  daiYuan,
  hagerZhang,
} as const satisfies Record<string, ConjugateBeta>;

/** Name of a β, as settings have it. */
export type ConjugateBetaName = keyof typeof conjugateBetas;

/** The symbols of eq. 36 and of the literature for these. */
export const conjugateBetaSymbols: Readonly<Record<string, ConjugateBetaName>> = {
  FR: 'fletcherReeves',
  PR: 'polakRibiere',
  'PR+': 'polakRibierePlus',
  HS: 'hestenesStiefel',
  'HS+': 'hestenesStiefelPlus',
  DY: 'daiYuan',
  HZ: 'hagerZhang',
};
