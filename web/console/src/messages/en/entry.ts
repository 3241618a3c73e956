// Texts of coming in: set-up, sign-in, invitation, recovery, personas of the demonstration.
export const entry = {
  signIn: 'Sign in',
  signInAction: 'Sign in',
} as const;
