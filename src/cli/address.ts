// What a person names: an address, or a path.

export const isAddress = (word: string): boolean => /^https?:\/\//i.test(word);
