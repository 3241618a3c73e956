// Watchlists: what is to be protected or known in an election: official names, topics, networks that coordinate openly.

export const watchKinds = ['officialName', 'account', 'topic'] as const;
export type WatchKind = (typeof watchKinds)[number];

export const watchForms = ['name', 'domain', 'account', 'word', 'hashtag', 'url'] as const;
export type WatchForm = (typeof watchForms)[number];

/** Which forms a kind takes; the first is what a bare value of a list is taken for. */
export const formsOfKind: Readonly<Record<WatchKind, readonly WatchForm[]>> = {
  officialName: ['name', 'domain'],
  account: ['account'],
  topic: ['word', 'hashtag', 'url', 'domain'],
};

export type WatchItem = { readonly form: WatchForm; readonly value: string };

/** Of kind "account": a declared network, whose accounts are kept as pseudonyms only. Times in milliseconds. */
export type Watchlist = {
  readonly id: string;
  readonly kind: WatchKind;
  readonly name: string;
  readonly note: string;
  readonly items: readonly WatchItem[];
  readonly createdAt: number;
  readonly updatedAt: number;
};
