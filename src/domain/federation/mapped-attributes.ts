import type { AppClient } from '../app-clients/app-client.ts'
import { faultLines, formatFault, type RequestedAttributes } from '../users/attribute-fault.ts'
import { findSchemaAttribute, requiredAttributes, storedValue, valueFault } from '../users/attribute-schema.ts'
import { contactAttributes } from '../users/contact.ts'
import type { IdentityProvider } from './identity-provider.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import type { Claims } from './claims-as-text.ts'

export type MappedAttributes =
  | { readonly kind: 'attributes'; readonly attributes: User['attributes'] }
  | { readonly kind: 'fault'; readonly message: string }

/** Cognito: longer values of a provider are none. */
const longestValue = 2048

/** Pool attributes with what the provider says of them; `""` where it says that there is nothing. */
export function mapClaims({ attributeMapping }: IdentityProvider, claims: Claims): RequestedAttributes {
  return new Map(
    Object.entries(attributeMapping).flatMap(([attribute, claim]) => {
      const value = attribute !== 'username' && Object.hasOwn(claims, claim) ? claims[claim] : undefined
      return value === undefined ? [] : [[attribute, value]]
    }),
  )
}

/**
 * The attributes of a federated user once a provider has spoken (cognito-web contract, section 6.4): absent claims leave
 * what is there, empty ones clear it, and what the client may not write is passed over. `before` is undefined for
 * somebody new.
 */
export function applyMapped(
  pool: UserPool,
  client: AppClient,
  before: User['attributes'] | undefined,
  mapped: RequestedAttributes,
): MappedAttributes {
  const given = new Map([...mapped].filter(([name]) => isWritable(client, name)))
  const lines = faultLines(given, (name, value) => faultOf(pool, before, name, value))
  if (lines) return { kind: 'fault', message: lines.trimEnd() }
  const misspelt = formatFault(pool, given)
  if (misspelt) return { kind: 'fault', message: misspelt.message }

  const attributes = new Map(Object.entries(before ?? {}))
  for (const [name, value] of given) {
    if (value === '') attributes.delete(name)
    else attributes.set(name, storedValue(findSchemaAttribute(pool, name) ?? {}, value))
  }
  judgeVerification(attributes, before, given)
  const missing = requiredAttributes(pool).filter((name) => !attributes.has(name))
  const isNews = before === undefined || missing.some((name) => before[name] !== undefined)
  if (missing.length > 0 && isNews) return { kind: 'fault', message: `attributes required: [${missing.join(', ')}]` }
  return { kind: 'attributes', attributes: Object.fromEntries(attributes) }
}

/** Clients cannot list the flags of verification: whoever may write an address may say whether it is verified. */
function isWritable({ configuration: { WriteAttributes: writable } }: AppClient, name: string): boolean {
  return writable === undefined || writable.includes(name.replace(/^(email|phone_number)_verified$/, '$1'))
}

function faultOf(
  pool: UserPool,
  before: User['attributes'] | undefined,
  name: string,
  value: string,
): string | undefined {
  const attribute = findSchemaAttribute(pool, name)
  if (attribute === undefined) return `user.${name}: Attribute does not exist in the schema.`
  const known = before?.[name]
  if (attribute.Mutable === false && known !== undefined && known !== value)
    return `user.${name}: Attribute cannot be updated.`
  if (value.length > longestValue) return `user.${name}: String must be no longer than ${longestValue} characters`
  if (value === '' || isFlag(name)) return undefined
  const fault = valueFault(attribute, value)
  return fault && `user.${name}: ${fault}`
}

/**
 * An address is verified where the provider says so of this very address, and nowhere else: a new one never keeps the
 * word that was given for the one before. Cognito: sent without a word about it, an address is not verified any more.
 */
function judgeVerification(
  attributes: Map<string, string>,
  before: User['attributes'] | undefined,
  given: RequestedAttributes,
): void {
  for (const name of contactAttributes) {
    const flag = `${name}_verified`
    const known = before?.[flag]
    if (!attributes.has(name)) attributes.delete(flag)
    else if (given.has(name)) attributes.set(flag, String(given.get(flag)?.toLowerCase() === 'true'))
    else if (known === undefined) attributes.delete(flag)
    else attributes.set(flag, known)
  }
}

function isFlag(name: string): boolean {
  return name === 'email_verified' || name === 'phone_number_verified'
}
