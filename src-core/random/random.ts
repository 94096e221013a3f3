/** A stream of uniform random numbers whose state can be saved. Everything random in the workbench comes from one of these. */
export interface Random {
  /** Uniform in [0, 1) with 53 random bits. */
  uniform(): number;
  /** Uniform integer in [0, bound), without modulo bias. */
  integer(bound: number): number;
  /** Standard normal. */
  normal(): number;
  /** Plain data; `restoreRandom` continues from it with the same numbers. */
  state(): readonly number[];
}
