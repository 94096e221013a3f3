/** The measures a sweep can be ranked by, and whether more is better. */
export const rankingMeasures = {
  testAccuracy: { label: 'Test accuracy', moreIsBetter: true },
  testLoss: { label: 'Test loss', moreIsBetter: false },
  validationAccuracy: { label: 'Validation accuracy', moreIsBetter: true },
  validationLoss: { label: 'Validation loss', moreIsBetter: false },
  trainAccuracy: { label: 'Training accuracy', moreIsBetter: true },
  trainLoss: { label: 'Training loss', moreIsBetter: false },
} as const;
export type RankingMeasure = keyof typeof rankingMeasures;
