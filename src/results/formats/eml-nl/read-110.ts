// EML_NL 110a (election definition) and 110b (polling stations).
import { all, attribute, maybe, number, one, type Reading, short, token } from './elements.ts';
import type { EmlDefinition, EmlElection, EmlPlaces, EmlRegion, EmlStation, EmlStations } from './document.ts';
import { kr, nineteenOrMore, thresholdBySize, underNineteen, votingMethods, xal } from './names.ts';
import { refuse } from './refuse.ts';
import type { XmlElement } from './xml.ts';

export const contestId = /^(?:[1-9]\d*|geen|alle|[MDCLXVI]+)$/;
const regionNumber = /^-?\d{1,5}$/;
const regionCategory = /^[A-Z_]{1,40}$/;
const stationNumber = /^\d{1,10}$/;
export const unitId = /^(?:HSB\d+|(?:HSB\d+::)?\d{4}|(?:(?:HSB\d+::)?\d{4}::)?SB\d+|HSB\d+::SB\d+)$/;

export const readContestId = (reading: Reading, contest: XmlElement): string =>
  attribute(reading, one(reading, contest, 'ContestIdentifier'), 'Id', contestId);

function checkVotingMethod(reading: Reading, contest: XmlElement): void {
  const method = one(reading, contest, 'VotingMethod');
  if (method.text === '') reading.warnings.push('VotingMethod is empty; it was read');
  else if (!votingMethods.includes(method.text))
    throw refuse('valueInvalid', `VotingMethod is "${short(method.text)}"`, reading.file, method);
}

/** Empty stands for the schema's default, which says nothing. */
function maxVotes(reading: Reading, contest: XmlElement): number | undefined {
  const element = one(reading, contest, 'MaxVotes');
  return element.text === '' ? undefined : number(reading, element);
}

function checkSeats(reading: Reading, election: XmlElement, of: EmlElection, seats: number): void {
  const { subcategory = '' } = of;
  const at = one(reading, election, 'NumberOfSeats', kr);
  if (seats < 1) throw refuse('numberInvalid', 'NumberOfSeats is 0', reading.file, at);
  if (underNineteen.includes(subcategory) && seats >= 19)
    throw refuse('seatsMismatch', `${seats}, and ${subcategory} has fewer than 19`, reading.file, at);
  if (nineteenOrMore.includes(subcategory) && seats < 19)
    throw refuse('seatsMismatch', `${seats}, and ${subcategory} has 19 or more`, reading.file, at);
}

function checkThreshold(reading: Reading, at: XmlElement, of: EmlElection, seats: number): number {
  const percent = number(reading, at);
  const expected = seats < 19 ? 50 : 25;
  if (thresholdBySize.includes(of.category) && percent !== expected)
    throw refuse('thresholdMismatch', `${percent} %, and ${seats} seats go with ${expected} %`, reading.file, at);
  if (percent > 100) throw refuse('numberInvalid', `PreferenceThreshold is ${percent} %`, reading.file, at);
  return percent;
}

function readRegion(reading: Reading, region: XmlElement): EmlRegion {
  const optional = (name: string, pattern: RegExp): string | undefined =>
    region.attributes[name] === undefined ? undefined : attribute(reading, region, name, pattern);
  const superiorCategory = optional('SuperiorRegionCategory', regionCategory);
  const superiorNumber = optional('SuperiorRegionNumber', regionNumber) ?? '';
  return {
    number: optional('RegionNumber', regionNumber) ?? '',
    category: attribute(reading, region, 'RegionCategory', regionCategory),
    name: token(one(reading, region, 'RegionName', kr)),
    ...(superiorCategory === undefined ? {} : { superior: { number: superiorNumber, category: superiorCategory } }),
  };
}

export function read110a(reading: Reading, election: XmlElement, of: EmlElection): EmlDefinition {
  const contest = one(reading, election, 'Contest');
  checkVotingMethod(reading, contest);
  maxVotes(reading, contest);
  const seats = number(reading, one(reading, election, 'NumberOfSeats', kr));
  checkSeats(reading, election, of, seats);
  const threshold = one(reading, election, 'PreferenceThreshold', kr);
  const tree = one(reading, election, 'ElectionTree', kr, 'treeMissing');
  const regions = all(tree, 'Region', kr).map((region) => readRegion(reading, region));
  if (regions.length === 0) throw refuse('treeMissing', 'no Region in it', reading.file, tree);
  const parties = one(reading, election, 'RegisteredParties', kr);
  return {
    kind: '110a',
    contest: readContestId(reading, contest),
    seats,
    preferenceThreshold: checkThreshold(reading, threshold, of, seats),
    regions,
    parties: all(parties, 'RegisteredParty', kr).map((party) =>
      token(one(reading, party, 'RegisteredAppellation', kr)),
    ),
  };
}

function readStation(reading: Reading, place: XmlElement): EmlStation {
  const location = one(reading, place, 'PhysicalLocation');
  const station = one(reading, location, 'PollingStation');
  const locality = maybe(reading, one(reading, location, 'Address'), 'Locality');
  const postal = locality === undefined ? undefined : maybe(reading, locality, 'PostalCode', xal);
  const postalCode = postal === undefined ? '' : token(maybe(reading, postal, 'PostalCodeNumber', xal));
  return {
    number: attribute(reading, station, 'Id', stationNumber),
    name: locality === undefined ? '' : token(maybe(reading, locality, 'LocalityName', xal)),
    ...(postalCode === '' ? {} : { postalCode }),
    voters: number(reading, station),
  };
}

function readPlaces(reading: Reading, contest: XmlElement): EmlPlaces {
  checkVotingMethod(reading, contest);
  const entitled = maxVotes(reading, contest);
  const identifier = one(reading, one(reading, contest, 'ReportingUnit'), 'ReportingUnitIdentifier');
  const stations = all(contest, 'PollingPlace').map((place) => readStation(reading, place));
  if (stations.length === 0) throw refuse('stationsMissing', 'PollingPlace in Contest', reading.file, contest);
  const seen = new Set<string>();
  for (const station of stations) {
    if (seen.has(station.number)) throw refuse('stationTwice', station.number, reading.file, contest);
    seen.add(station.number);
  }
  return {
    contest: readContestId(reading, contest),
    unit: { id: attribute(reading, identifier, 'Id', unitId), name: token(identifier) },
    ...(entitled === undefined ? {} : { entitled }),
    stations,
  };
}

export function read110b(reading: Reading, election: XmlElement): EmlStations {
  const contests = all(election, 'Contest');
  if (contests.length === 0) throw refuse('elementMissing', 'Contest in Election', reading.file, election);
  return { kind: '110b', places: contests.map((contest) => readPlaces(reading, contest)) };
}
