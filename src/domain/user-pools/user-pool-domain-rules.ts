import type { UserPoolDomain } from './user-pool-domain.ts'

const prefixPattern = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const subdomainPattern = new RegExp(`^(?:${label}\\.){2,}[a-z]{2,63}$`)
const reservedWords = ['aws', 'amazon', 'cognito']

/** What is wrong with a domain's name, in Cognito's words where they are known. */
export function userPoolDomainFault({
  domain,
  customDomainConfig,
}: Pick<UserPoolDomain, 'domain' | 'customDomainConfig'>): string | undefined {
  if (customDomainConfig) return subdomainPattern.test(domain) ? undefined : 'Custom domain is not a valid subdomain'
  if (!prefixPattern.test(domain)) {
    return 'The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens.'
  }
  // Cognito: `awsome` is fine, `my-aws-app` is not.
  const reserved = reservedWords.find((word) => domain.split('-').includes(word))
  return reserved === undefined ? undefined : `Domain cannot contain reserved word: ${reserved}`
}
