import { languages } from '../messages/languages.ts'
import { oneOf, onOff } from './extra-values.ts'
import { extra, tagPrefix, type Extra, type ExtraClient } from './extra.ts'
import type { UserPool } from './user-pool.ts'

/**
 * Everything that a pool does beyond Cognito once a tag asks for it (docs/decisions/0006-extras-are-tags.md). An extra is
 * in this table when it acts, not before. `docs/extras.md` is made from it.
 */
export const extras = {
  'change-notices': extra({
    values: onOff,
    default: true,
    scope: 'pool',
    documentation:
      'A notice to the verified address of whoever changed a password, an address or a passkey. It is on unless a pool turns it off.',
  }),
  'default-language': extra({
    values: oneOf(...languages.map(({ tag }) => tag)),
    default: 'en',
    scope: 'client',
    documentation: 'The language of the sign-in pages for whoever asked for none that they have.',
  }),
  'language-negotiation': extra({
    values: onOff,
    default: false,
    scope: 'client',
    documentation:
      'Chooses the language of the sign-in pages by `ui_locales` of the authorization request (OpenID Connect Core section 3.1.2.1) and by the languages of the browser too, not only by `lang` and its cookie.',
  }),
  'password-blocklist': extra({
    values: onOff,
    default: false,
    scope: 'pool',
    documentation:
      'Refuses common passwords, and those made of the names around the account (NIST SP 800-63B-4, ASVS 6.2.4 and 6.2.11).',
  }),
  'recent-authentication': extra({
    values: onOff,
    default: false,
    scope: 'pool',
    documentation:
      'What guards an account can be changed within ten minutes of a sign-in only (ASVS 7.5.1); later the answer is NotAuthorizedException.',
  }),
}

export type ExtraName = keyof typeof extras
type ValueOf<Name extends ExtraName> = (typeof extras)[Name] extends Extra<infer Value> ? Value : never

const byName: { readonly [Name in ExtraName]: Extra<ValueOf<Name>> } = extras
const noTags = {}

/** What the pool's tags say of an extra, or else its default. A client's own tag counts where the extra has such. */
export function extraOf<Name extends ExtraName>(
  { configuration }: Pick<UserPool, 'configuration'>,
  name: Name,
  client?: ExtraClient,
): ValueOf<Name> {
  return byName[name].read(name, configuration.UserPoolTags ?? noTags, client)
}

/** What is wrong with the tags of ours among those that are to be set: one that does nothing is refused. */
export function extrasFault(tags: Readonly<Record<string, string>>): string | undefined {
  for (const [key, text] of Object.entries(tags)) {
    const fault = key.toLowerCase().startsWith(tagPrefix) ? tagFault(key, text) : undefined
    if (fault !== undefined) return fault
  }
  return undefined
}

function tagFault(key: string, text: string): string | undefined {
  const [name = '', ...rest] = key.slice(tagPrefix.length).split('/')
  const found = key.startsWith(tagPrefix) ? find(name) : undefined
  if (found === undefined) return `Tag ${key} is no extra of Sallyport. docs/extras.md lists them.`
  if (rest.length > 0 && found.scope === 'pool') return `Tag ${key} is for the whole pool: ${tagPrefix}${name}.`
  if (rest.length > 1 || rest[0] === '') return `Tag ${key} must end with the id or the name of one app client.`
  return found.values.parse(text) === undefined ? `Tag ${key} must be ${found.values.expects}.` : undefined
}

function find(name: string): Extra<unknown> | undefined {
  return Object.entries<Extra<unknown>>(extras).find(([known]) => known === name)?.[1]
}
