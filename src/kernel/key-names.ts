// Whose a key is, as the text that its encryption is bound to: a spare file that was given another holder's or centre's
// name does not open. Browser-safe.
export type KeyNames = {
  readonly election: string;
  readonly centre: string;
  readonly holder: string;
  readonly id: string;
  readonly publicKey: string;
};

export const keyNamesText = ({ election, centre, holder, id, publicKey }: KeyNames): string =>
  JSON.stringify([election, centre, holder, id, publicKey]);
