/** How many there may be of what grows with use: Cognito's own quotas before anybody asks AWS for more. */
export const quotas = {
  userPools: { limit: 1000, what: 'user pools' },
  appClients: { limit: 1000, what: 'app clients in a user pool' },
  resourceServers: { limit: 25, what: 'resource servers in a user pool' },
  brandingStyles: { limit: 20, what: 'managed login styles in a user pool' },
  identityProviders: { limit: 300, what: 'identity providers in a user pool' },
  groups: { limit: 10_000, what: 'groups in a user pool' },
  passkeys: { limit: 20, what: 'passkeys of a user' },
  importJobs: { limit: 1000, what: 'import jobs of a user pool' },
  memberships: { limit: 100, what: 'groups of a user' },
} as const

/** In our own words: no source tells Cognito's. */
export function quotaText({ limit, what }: { readonly limit: number; readonly what: string }): string {
  return `The limit of ${limit} ${what} has been reached.`
}
