// Texts of the bulletin: what was fixed before polling, the words to publish, what is public now.
export const bulletin = {
  title: 'Bulletin',
  titleOf: 'Bulletin: {name}',
  back: 'Election',
  none: 'Nothing is fixed yet',
  noneAbout:
    'Fix the log at least 14 days before polling: the keys of the centres, the witnesses, the release policy and the verifier. Sixteen words follow from it, for the gazette, posters and independent bodies. Without them a citizen cannot tell this bulletin from a forged one.',
  fix: 'Fix the log',
  fixTitle: 'Fix the log of this election?',
  fixText:
    'Once, and never anew: from then on the sixteen words stand for the definition, the keys and the rules as they are now.',
  origin: 'Name of the log',
  originHelp: 'An address of yours without a scheme, such as results.example/council-2026.',
  witnesses: 'Witnesses and quorum',
  witnessesHelp:
    'A C2SP policy: lines “witness NAME KEY ADDRESS”, “group …” and “quorum …”. Empty: no independent witness, and every page says so.',
  fixed: 'The log is fixed',
  words: 'Sixteen words to publish',
  wordsAbout:
    'In the gazette, on posters and with independent bodies, before polling. A page whose words differ is not of this log. A forged page can show these words, too: only a verifier that did not come with it tells.',
  copyWords: 'Copy the words',
  late: 'Fixed {days} days before polling; 14 at least were to be left.',
  tooLate: 'Not fixed before the day of polling: these words prove nothing about what held before it.',
  origins: 'Log',
  key: 'Key of the log',
  fixedAt: 'Fixed',
  witnessed: 'Witnesses',
  noWitness: 'No independent witness',
  noWitnessAbout: 'Nobody but the authority vouches that all readers see the same log. The public page says so.',
  public: 'What is public',
  notBuilt: 'No bulletin was built yet. It follows by itself within some seconds of a change.',
  number: 'Bulletin',
  entries: 'Entries of the log',
  builtAt: 'Built',
  look: 'Look at the public page',
  build: 'Build now',
  builtToast: 'The bulletin was built',
  buildAbout:
    'Before the embargo it says which units have reported, and no figure. It is static files: carry them to the hosts that the public asks, this server answers nobody from outside.',
  differs: 'Headquarters’ copy differs',
  differsAbout:
    'The returns of these units are not what the log holds, signed by their centres. The bulletin keeps the signed value and says so. Somebody changed the copy here: find out who.',
  problem: 'The bulletin is not built: {problem}',
};
