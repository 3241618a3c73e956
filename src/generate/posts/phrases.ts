// Template sentences about an election in a country that does not exist. Neutral: nobody is praised or accused.
// [a|b|c] is a choice that wording may vary; {name} is a slot that the story fills once and for all.

export const slots: Readonly<Record<string, readonly string[]>> = {
  place: [
    'Oldquay',
    'Tarnhollow',
    'Brisemont',
    'Velmark',
    'Sundrift',
    'Greywater',
    'Kestrel Ford',
    'Millhaven Bay',
    'North Aldring',
    'Pinemarch',
    'Lowmere',
    'Saltreach',
  ],
  list: ['the Lantern List', 'the Harbour List', 'the Meadow List', 'the Bridge List', 'the Orchard List'],
  topic: [
    'the ferry timetable',
    'school meals',
    'the flood wall',
    'night buses',
    'the library budget',
    'the old tram depot',
    'rent subsidies',
    'the water works',
    'the market hall',
    'broadband in the valleys',
    'the cycle bridge',
    'the winter clinic',
  ],
  office: [
    'the county council',
    'the election office',
    'the harbour board',
    'the transport committee',
    'the town clerk',
  ],
  venue: ['the market square', 'the town hall', 'the sports hall', 'the reading room', 'the harbour pavilion'],
  day: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  hour: ['nine', 'ten', 'noon', 'three', 'half past four', 'six', 'seven', 'eight'],
  number: ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'eleven', 'twelve'],
};

/** What a story says; several wordings of one message are one row, and share their slots. */
export const messages: readonly (readonly string[])[] = [
  [
    '{office} [has published|published|has released] the [plan|programme|draft] for {topic} in {place}, and the [public hearing|open hearing|hearing] is on {day} at {hour} in {venue}.',
    'On {day} at {hour} people in {place} can [say what they think|speak|give their views] about {topic}: {venue}, [invited by|called by] {office}.',
    '[Mark the date|Note the date]: {venue}, {day}, {hour}. {office} [explains|will explain|presents] what is planned for {topic} in {place}.',
  ],
  [
    '{list} [wants|would like|proposes] to spend {number} million more on {topic}, [starting with|beginning in] {place}, the list [said|announced|told reporters] on {day}.',
    'More money for {topic}, {number} million in all: that is what {list} [promises|offers|puts forward] to voters in {place} this {day}.',
    'In {place} {list} [presented|set out|showed] its budget on {day}. [Largest item|Biggest item|Top item]: {topic}, with {number} million.',
  ],
  [
    'Polling stations in {place} [open|will open] at {hour} on {day}; {office} [asks|reminds] voters to bring a [valid card|polling card|voting card] and to expect a queue at {venue}.',
    '[Reminder|A reminder|Please note]: voting in {place} begins on {day} at {hour}, also at {venue}. Bring your card, says {office}.',
    '{venue} in {place} is a polling station [again|once more|this year too]. Doors [open|are open] at {hour} on {day}, {office} confirms.',
  ],
  [
    'The debate about {topic} in {place} [drew|attracted|brought] {number} hundred people to {venue} on {day}, and {list} [answered|took] questions until after {hour}.',
    '{number} hundred people came to {venue} when {list} [spoke|talked|debated] about {topic} in {place} on {day}; it [ended|finished|closed] late, after {hour}.',
    '[Full house|Packed house|No seat left] in {place}: {topic} filled {venue} on {day}. {list} stayed [until|till] {hour} to answer.',
  ],
  [
    '{office} [counted|recorded|received] {number} hundred comments on {topic} from {place}; a [summary|report|digest] [follows|is due|will follow] on {day} at {hour}.',
    'How do people in {place} see {topic}? {number} hundred [comments|letters|answers] reached {office}; the [summary|digest] comes on {day}.',
    '{topic}: {office} has read {number} hundred comments from {place} and will [report|answer|reply] on {day} at {hour} in {venue}.',
  ],
  [
    'Volunteers for {list} [hand out|are handing out|give out] leaflets about {topic} at {venue} in {place} on {day}, from {hour} [onwards|on].',
    'If you [pass|walk by|come past] {venue} in {place} on {day} after {hour}: {list} has a stand there, and the subject is {topic}.',
    '{list} is [out and about|on the road|in the streets] in {place}. {day}, {hour}, {venue}: leaflets and talk about {topic}.',
  ],
];

/** Short remarks of one's own, put before or after; people rarely write the same two. */
export const remarks: readonly string[] = [
  '[I did not know that|News to me|That is new to me], and I live in {place}.',
  'My [neighbour|cousin|colleague|sister] in {place} [told me|says so too|read it first] on {day}.',
  '[Worth reading|Good to know|Interesting], [whatever you vote|wherever you stand].',
  'Does [anyone|somebody|anybody] have the [numbers|figures] for {place}?',
  'I [will be|hope to be|plan to be] at {venue} on {day}.',
  '[Still no word|Nothing yet|No answer yet] about {topic}, though.',
  'We [talked|spoke] about {topic} at [work|school|the club|dinner] until {hour}.',
  '[Thanks to|Well done,|Thank you] everyone who [helped|came] in {place}.',
  'For me {topic} [matters|counts] more than [anything else|most things] this year.',
  'The [bus|ferry|train] to {place} was late again, by the way, {number} minutes.',
  'I [read|saw|heard] something [similar|else|different] about {place} last {day}.',
  '[Curious|Wondering] what {list} says to this.',
];

export const domains: readonly string[] = [
  'oldquay-courier.example',
  'valley-gazette.example',
  'the-morning-ledger.example',
  'harbour-post.example',
  'county-observer.example',
  'tarnhollow-times.example',
  'civic-notes.example',
  'radio-lowmere.example',
];

export const tags: readonly string[] = [
  'election',
  'countycouncil',
  'debate',
  'oldquay',
  'tarnhollow',
  'brisemont',
  'velmark',
  'saltreach',
  'ferries',
  'floodwall',
  'nightbus',
  'library',
  'tramdepot',
  'schoolmeals',
  'rent',
  'markethall',
  'broadband',
  'clinic',
  'cyclebridge',
  'waterworks',
  'lanternlist',
  'harbourlist',
  'meadowlist',
  'bridgelist',
  'orchardlist',
  'turnout',
  'polls',
  'townhall',
  'budget',
  'localnews',
];
