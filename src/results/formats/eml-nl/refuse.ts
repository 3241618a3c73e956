// Why an EML_NL file is refused: a closed list of reasons, each with its text, so that tests and people name the same.
import { PollwardenError } from '../../../kernel/errors.ts';
import type { XmlElement } from './xml.ts';

export const refusals = {
  notEml: 'is no EML message',
  messageUnknown: 'is an EML message that is not read here',
  messageMismatch: 'what it says it is and what it holds differ',
  elementMissing: 'an element that is needed is missing',
  elementTwice: 'an element is there twice',
  valueInvalid: 'a value is not one of those that may stand there',
  numberInvalid: 'a number is needed',
  dayInvalid: 'a date is needed',
  categoryMismatch: 'category and subcategory differ',
  domainMissing: 'an election of a part of the country needs its domain',
  nominationDateMissing: 'the day of nomination is missing',
  nominationAfterElection: 'nomination is on the day of polling or after it',
  seatsMismatch: 'the number of seats does not go with the subcategory',
  thresholdMismatch: 'the preference threshold does not go with the number of seats',
  treeMissing: 'the election tree is missing',
  treeInvalid: 'the election tree does not hold together',
  stationsMissing: 'there is no polling station',
  listsMissing: 'a contest has no list',
  candidatesMissing: 'a list has no candidate',
  orderWrong: 'numbers do not go up',
  stationTwice: 'a polling station is there twice',
  unitTwice: 'a reporting unit is there twice',
  electionDiffers: 'belongs to another election than the definition',
  partMissing: 'a file that is needed is missing',
  partTwice: 'is there twice',
  districtsDiffer: 'electoral districts have different candidates under one number',
} as const;

export type Refusal = keyof typeof refusals;

/** EML_INVALID; its detail begins with the reason's name, so that tests and scripts can tell. */
export const refuse = (reason: Refusal, what: string, file: string, at?: XmlElement): PollwardenError =>
  new PollwardenError('EML_INVALID', `${reason}: ${refusals[reason]}: ${what}`, {
    file,
    ...(at === undefined ? {} : { line: at.line }),
  });

/** The reason of an error of `refuse`; undefined for others. */
export function refusalOf(error: PollwardenError): Refusal | undefined {
  if (error.code !== 'EML_INVALID') return undefined;
  const word = (error.detail ?? '').split(':')[0];
  return Object.keys(refusals).find((one) => one === word) as Refusal | undefined;
}
