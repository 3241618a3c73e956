// The kinds of organisations that have people here.
export const organisationKinds = ['authority', 'csirt', 'platform', 'party', 'observers', 'other'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];
