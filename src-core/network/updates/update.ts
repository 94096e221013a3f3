import type { UpdateFunction } from '../../kernels/kernelSet.ts';
import type { RegistryMember } from '../../registry.ts';

/** A layer's update as a registry lists it (eq. 6); its derivative is a function of the value (eq. 10). */
export interface UpdateMember extends RegistryMember {
  /** What the values can be: any number, always above 0, or above 0 and summing to 1. */
  readonly values: 'any' | 'positive' | 'distribution';
  /** Name of the initializer that suits it when a design leaves that open. */
  readonly usualInitializer: string;
  /** `parameters` have been checked by the registry. */
  readonly create: (parameters: Readonly<Record<string, unknown>>) => UpdateFunction;
}
