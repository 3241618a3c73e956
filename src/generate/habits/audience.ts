// Who shared what: heavy-tailed accounts and objects, interest communities and authors with their own fans,
// so that keen accounts have many objects in common although nobody coordinates.
import type { Random } from '../../kernel/random.ts';
import { draw, pareto, type Sampler, weightedSampler } from './sampler.ts';

export type Audience = {
  readonly accountCount: number;
  readonly objectCount: number;
  readonly authorCount: number;
  readonly author: Uint32Array;
  readonly start: Uint32Array;
  readonly audience: Uint32Array;
};

type Crowd = {
  readonly everyone: Sampler;
  readonly communities: Sampler[];
  readonly fans: Sampler[];
  authors: Sampler;
};

const range = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i);

function heavyWeights(random: Random, count: number, alpha: number, most: number): Float64Array {
  return Float64Array.from({ length: count }, () => pareto(random, alpha, most));
}

/** Accounts, their communities, and the authors with a sixth of a community as fans. */
function crowd(random: Random, accountCount: number, communityCount: number, authorCount: number): Crowd {
  const weights = heavyWeights(random, accountCount, 1.05, 400);
  const sizes = weightedSampler(range(communityCount), heavyWeights(random, communityCount, 1.3, 30));
  const members: number[][] = Array.from({ length: communityCount }, () => []);
  for (let a = 0; a < accountCount; a++) members[draw(sizes, random)].push(a);
  for (let c = 0; c < communityCount; c++) {
    if (members[c].length === 0) members[c].push(random.below(accountCount));
  }
  const fans: Sampler[] = [];
  const popular = heavyWeights(random, authorCount, 1.1, 60);
  for (let i = 0; i < authorCount; i++) {
    const community = members[draw(sizes, random)];
    const chosen = community.filter(() => random.next() < 0.18);
    fans.push(weightedSampler(Uint32Array.from(chosen.length > 0 ? chosen : community), weights));
    popular[i] *= Math.sqrt(community.length);
  }
  return {
    everyone: weightedSampler(range(accountCount), weights),
    communities: members.map((list) => weightedSampler(Uint32Array.from(list), weights)),
    fans,
    authors: weightedSampler(range(authorCount), popular),
  };
}

/** Up to `size` distinct accounts: mostly fans of the author, the rest from anywhere. */
function drawAudience(random: Random, people: Crowd, author: number, size: number): number[] {
  const chosen = new Set<number>();
  const fans = people.fans[author];
  for (let tries = 0; chosen.size < size && tries < 12 * size; tries++) {
    const fromFans = random.next() < 0.75 && chosen.size < fans.items.length;
    chosen.add(draw(fromFans ? fans : people.everyone, random));
  }
  return [...chosen];
}

/** About `shares` pairs of account and object, at least one account per object. */
export function drawAudiences(random: Random, shares: number): Audience {
  const accountCount = Math.max(60, Math.round(shares / 2.4));
  const authorCount = Math.max(12, Math.round(shares / 60));
  const people = crowd(random, accountCount, Math.max(4, Math.round(shares / 1500)), authorCount);
  const most = Math.max(40, Math.min(1050, shares / 28));
  const author: number[] = [];
  const start: number[] = [0];
  const audience: number[] = [];
  while (audience.length < shares) {
    const by = draw(people.authors, random);
    const size = Math.floor(pareto(random, 1.08, most));
    audience.push(...drawAudience(random, people, by, Math.min(size, shares - audience.length)));
    author.push(by);
    start.push(audience.length);
  }
  return {
    accountCount,
    objectCount: author.length,
    authorCount,
    author: Uint32Array.from(author),
    start: Uint32Array.from(start),
    audience: Uint32Array.from(audience),
  };
}
