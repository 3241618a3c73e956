// The names of EML_NL: namespaces, kinds of message, categories and their subcategories, codes on the count.
// Facts of the published schemas (Kiesraad, EML_NL), in our own words.

export const eml = 'urn:oasis:names:tc:evs:schema:eml';
export const kr = 'http://www.kiesraad.nl/extensions';
export const xal = 'urn:oasis:names:tc:ciq:xsdschema:xAL:2.0';
export const xnl = 'urn:oasis:names:tc:ciq:xsdschema:xNL:2.0';

/** Each category with its subcategories. */
export const categories: Readonly<Record<string, readonly string[]>> = {
  EK: ['EK'],
  TK: ['TK'],
  EP: ['EP'],
  PS: ['PS1', 'PS2'],
  AB: ['AB1', 'AB2'],
  GR: ['GR1', 'GR2'],
  BC: ['BC'],
  GC: ['GC'],
  ER: ['ER1'],
  NR: ['NR'],
  PR: ['PR'],
  LR: ['LR'],
  IR: ['IR'],
};

/** Elections of a part of the country, which a domain must name. */
export const withDomain: readonly string[] = ['PS', 'AB', 'GR', 'BC', 'GC', 'ER'];

/** Subcategories of councils by their size: fewer than 19 seats, or 19 and more. */
export const underNineteen: readonly string[] = ['GR1', 'AB1', 'ER1'];
export const nineteenOrMore: readonly string[] = ['GR2', 'AB2'];
/** Councils whose preference threshold follows from their size (Kieswet, art. P 15). */
export const thresholdBySize: readonly string[] = ['PS', 'AB', 'GR', 'ER'];

export const votingMethods: readonly string[] = [
  'AMS',
  'FPP',
  'IRV',
  'NOR',
  'OPV',
  'RCV',
  'SPV',
  'STV',
  'cumulative',
  'approval',
  'block',
  'supporterlist',
  'partisan',
  'supplementaryvote',
  'other',
];

/** Reason codes of figures that are no votes, and the field of the form that each stands for. */
export const uncountedFields: Readonly<Record<string, string>> = {
  'geldige stempassen': 'valid_poll_cards',
  'geldige volmachtbewijzen': 'valid_proxy_certificates',
  'geldige kiezerspassen': 'valid_voter_cards',
  'toegelaten kiezers': 'admitted_voters',
  'meer getelde stembiljetten': 'more_ballots_counted',
  'minder getelde stembiljetten': 'fewer_ballots_counted',
  'meegenomen stembiljetten': 'ballots_taken_home',
  'te weinig uitgereikte stembiljetten': 'too_few_ballots_handed_out',
  'te veel uitgereikte stembiljetten': 'too_many_ballots_handed_out',
  'geen briefstembiljetten': 'postal_ballots_missing',
  'te veel briefstembiljetten': 'postal_ballots_too_many',
  'kwijtgeraakte stembiljetten': 'ballots_lost',
  'geen verklaring': 'no_explanation',
  'andere verklaring': 'other_explanation',
};

export const rejectedFields: Readonly<Record<string, string>> = {
  blanco: 'blank_votes',
  ongeldig: 'invalid_votes',
};
