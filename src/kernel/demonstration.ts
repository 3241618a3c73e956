// The mark that everything carries which leaves the demonstration, so that nobody takes it for what happened.
export const demonstrationMark = 'DEMONSTRATION: generated data; no real accounts';

/** In front of file names. */
export const demonstrationPrefix = 'DEMONSTRATION-';
