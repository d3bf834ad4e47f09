import { languages } from '../../messages/languages.ts'
import { clientOrOff, namesWithSpaces, oneOf, onOff, wholeNumber, workDemand } from './extra-values.ts'
import { extra, tagPrefix, type Extra, type ExtraClient } from './extra.ts'
import { brandingExtras } from './branding-extras.ts'
import { oauthExtras } from './oauth-extras.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

const noNames: readonly string[] = []

/**
 * Everything that a pool does beyond Cognito once a tag asks for it (docs/decisions/0006-extras-are-tags.md). An extra is
 * in this table when it acts, not before. `docs/extras.md` is made from it.
 */
export const extras = {
  ...brandingExtras,
  ...oauthExtras,
  'account-centre': extra({
    values: clientOrOff,
    default: 'off',
    scope: 'pool',
    documentation:
      'Pages below `/account` of the pool’s domain where people look after their own account (guides/account-centre.md). Names the app client as which they sign in there: it must allow the code flow, and what it may write of the attributes is what people can change.',
  }),
  'auto-link': extra({
    values: namesWithSpaces,
    default: noNames,
    scope: 'pool',
    documentation:
      'Identity providers whose people are tied, when they first come, to the one confirmed user of the pool who has the same email address, if the provider says that the address is verified and the pool has verified it too. Name only providers that let nobody claim an address of somebody else.',
  }),
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
  'deletion-grace-days': extra({
    values: wholeNumber({ from: 0, to: 90 }),
    default: 0,
    scope: 'pool',
    documentation:
      'For how many days whoever deletes their account in the account centre can still sign in there and keep it. At 0 it is deleted at once, as it always is through the API.',
  }),
  'language-negotiation': extra({
    values: onOff,
    default: false,
    scope: 'client',
    documentation:
      'Chooses the language of the sign-in pages by `ui_locales` of the authorization request (OpenID Connect Core section 3.1.2.1) and by the languages of the browser too, not only by `lang` and its cookie.',
  }),
  'localized-messages': extra({
    values: onOff,
    default: false,
    scope: 'pool',
    documentation:
      "Mails and SMS that the API leads to are in the language of the user's `locale`, or else in the default language, where the pool has no words of its own. What a sign-in page leads to is in the language of that page anyway.",
  }),
  'new-device-notices': extra({
    values: onOff,
    default: false,
    scope: 'pool',
    documentation:
      'A notice of each sign-in from a kind of device or browser that the user’s activity does not know yet, to their verified address.',
  }),
  'password-blocklist': extra({
    values: onOff,
    default: false,
    scope: 'pool',
    documentation:
      'Refuses common passwords, and those made of the names around the account (NIST SP 800-63B-4, ASVS 6.2.4 and 6.2.11).',
  }),
  'proof-of-work': extra({
    values: workDemand,
    default: { when: 'off', bits: 0 },
    scope: 'pool',
    documentation:
      'Forms cost whoever sends thousands of them: the script of the page looks for a number while the person types, at `on` for signing up and for a forgotten password, and at `on` and `after-failures` for a password after three wrong ones. A number behind it (`on 18`) is the work in bits, 16 unless given: each more doubles it. Whoever has no script may send the former two five times an hour, and goes on by the code that a mail brings.',
  }),
  'recovery-codes': extra({
    values: onOff,
    default: false,
    scope: 'pool',
    documentation:
      'Ten codes, each good once in the place of a second factor on the sign-in pages. People make them in the account centre.',
  }),
  'recent-authentication': extra({
    values: onOff,
    default: false,
    scope: 'pool',
    documentation:
      'What guards an account can be changed within ten minutes of a sign-in only (ASVS 7.5.1); later the answer is NotAuthorizedException.',
  }),
  'saml-metadata': extra({
    values: onOff,
    default: false,
    scope: 'pool',
    documentation:
      "Publishes what a SAML provider asks of a service provider at `/saml2/metadata?identity_provider=<name>` of the pool's domain: entity ID, addresses, and the certificates to verify and to encrypt with.",
  }),
}

export type ExtraName = keyof typeof extras
type ValueOf<Name extends ExtraName> = (typeof extras)[Name] extends Extra<infer Value> ? Value : never
type FlagName = { [Name in ExtraName]: ValueOf<Name> extends boolean ? Name : never }[ExtraName]
type TaggedPool = Pick<UserPool, 'configuration'>

const byName: { readonly [Name in ExtraName]: Extra<ValueOf<Name>> } = extras
const noTags: NonNullable<UserPool['configuration']['UserPoolTags']> = {}

/** What the pool's tags say of an extra, or else its default. A client's own tag counts where the extra has such. */
export function extraOf<Name extends ExtraName>(
  { configuration: { UserPoolTags: tags = noTags } }: TaggedPool,
  name: Name,
  client?: ExtraClient,
): ValueOf<Name> {
  const described = byName[name]
  const said = described.find(name, tags, client)
  if (said !== undefined) return said
  const { withStandards } = described
  return withStandards !== undefined && extras.standards.find('standards', tags, client)
    ? withStandards
    : described.default
}

/** Whether it is on for the pool or for any of its clients, so that there is something to offer. */
export function isExtraAnywhere(pool: TaggedPool, name: FlagName): boolean {
  return extraValues(pool, name).includes(true)
}

/** Its value for the pool, and for each client that has a tag of its own. */
export function extraValues<Name extends ExtraName>(pool: TaggedPool, name: Name): readonly ValueOf<Name>[] {
  const tags = Object.keys(pool.configuration.UserPoolTags ?? noTags).filter((key) => key.startsWith(tagPrefix))
  const clients = tags.flatMap((key) => (key.includes('/') ? [key.slice(key.indexOf('/') + 1)] : []))
  return [extraOf(pool, name), ...clients.map((client) => extraOf(pool, name, { id: client, name: client }))]
}
