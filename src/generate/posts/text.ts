// Texts from templates: a story fixes the message and its slots, a writer varies the wording.
import { type Random, seededRandom } from '../../kernel/random.ts';
import { messages, remarks, slots } from './phrases.ts';

/** copy = word for word; light = a few synonyms, case, marks; paraphrase = another wording of the same message. */
export type Variation = 'copy' | 'light' | 'paraphrase';

/** `remark` is said after the message; another wording of the message drops it. */
export type StoryText = {
  readonly message: number;
  readonly wording: number;
  readonly remark: number;
  readonly seed: number;
};

export function storyText(random: Random): StoryText {
  const message = random.below(messages.length);
  const wording = random.below(messages[message].length);
  return { message, wording, remark: random.below(remarks.length), seed: random.below(2 ** 31) };
}

type Chooser = (choices: readonly string[], index: number) => string;

function fill(template: string, slot: (name: string) => string, choose: Chooser): string {
  let index = 0;
  const filled = template.replace(/\[([^\]]*)\]|\{(\w+)\}/g, (_, choices: string | undefined, name: string) =>
    choices === undefined ? slot(name) : choose(choices.split('|'), index++),
  );
  return filled.replace(/(^|[.?!:] )([a-z])/g, (_, gap: string, letter: string) => gap + letter.toUpperCase());
}

/** Slots of a story: the same value wherever the name appears. */
function storySlots(seed: number): (name: string) => string {
  const random = seededRandom(seed, 1);
  const values: Record<string, string> = {};
  for (const [name, choices] of Object.entries(slots)) values[name] = choices[random.below(choices.length)];
  return (name) => values[name];
}

const marks = ['', '', '', '!', ' …', ' 👇', ' ☀️'];

/** The story's text as one writer puts it; `random` is the writer's. */
export function wordStory(story: StoryText, variation: Variation, random: Random): string {
  const slot = storySlots(story.seed);
  const wordings = messages[story.message];
  const template =
    variation === 'paraphrase'
      ? wordings[random.below(wordings.length)]
      : `${wordings[story.wording]} ${remarks[story.remark]}`;
  const own = seededRandom(story.seed, 2);
  const fixed = Array.from({ length: 12 }, () => own.next());
  const free = variation === 'copy' ? 0 : variation === 'light' ? 0.25 : 1;
  const text = fill(template, slot, (choices, i) => {
    const place = random.next() < free ? random.next() : fixed[i % fixed.length];
    return choices[Math.floor(place * choices.length)];
  });
  return variation === 'copy' ? text : text + marks[random.below(marks.length)];
}

/** Two to four remarks that are the writer's own. */
export function ownWords(random: Random): string {
  const pick: Chooser = (choices) => choices[random.below(choices.length)];
  const slot = (name: string): string => pick(slots[name], 0);
  const parts = Array.from({ length: 2 + random.below(3) }, () => fill(pick(remarks, 0), slot, pick));
  return parts.join(' ');
}
