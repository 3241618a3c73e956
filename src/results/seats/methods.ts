// Names of the methods, for people. Browser-safe.
import type { SeatMethod } from '../../elections/definition/definition.ts';

export const methodNames: Readonly<Record<SeatMethod, string>> = {
  dhondt: 'D’Hondt, highest averages',
  sainteLague: 'Sainte-Laguë',
  modifiedSainteLague: 'modified Sainte-Laguë (first divisor 1.4)',
  hareLargestRemainder: 'Hare quota, largest remainders',
  droopLargestRemainder: 'Droop quota, largest remainders',
  hagenbachBischoff: 'Hagenbach-Bischoff quota, then highest averages',
  dutch: 'the Dutch rules',
  plurality: 'most votes',
};
