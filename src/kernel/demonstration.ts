// The mark that everything carries which leaves the demonstration, so that nobody takes it for what happened.
export const demonstrationMark = 'DEMONSTRATION: generated data; no real accounts';

/** In front of the name of an election whose log is the demonstration's: bound by its sixteen words, on every page. */
export const demonstrationName = 'DEMONSTRATION (generated data): ';

/** In front of file names. */
export const demonstrationPrefix = 'DEMONSTRATION-';
