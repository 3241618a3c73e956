// Networks up to this many accounts are drawn with numbered marks that a person can count.
export const mostSmall = 60;
