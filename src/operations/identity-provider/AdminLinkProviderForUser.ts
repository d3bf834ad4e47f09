import type { Refusal, Refuse } from '../../contract/refusal.ts'
import type { IdentityProvider } from '../../domain/federation/identity-provider.ts'
import {
  identitiesOf,
  isNamed,
  mostLinks,
  subjectAttribute,
  withIdentities,
  type IdentityName,
} from '../../domain/users/linked-identities.ts'
import { readSamlMetadata } from '../../domain/federation/saml-metadata.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import { aliasTaken } from '../../flows/users/alias-taken.ts'
import { commitUserChange } from '../../flows/users/commit-user-change.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { findByIdentity, findByUsername, findProfileOf } from '../../flows/federation/find-federated-user.ts'
import { ownProvider, requireIdentityName } from './require-identity-name.ts'

const merging = 'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link'

export const AdminLinkProviderForUser = operation(
  'AdminLinkProviderForUser',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const source = requireIdentityName(refuse, 'SourceUser', input.SourceUser)
    const provider = await requireSourceProvider(ports, refuse, pool, source)
    const destination = await requireDestination(ports, refuse, pool, input.DestinationUser)
    if (await findProfileOf(ports, pool, source)) throw refuse('InvalidParameterException', merging)

    const identity = {
      userId: source.value,
      providerName: provider.name,
      providerType: provider.type,
      issuer: issuerOf(provider, ports.clock.now()),
      primary: false,
      dateCreated: ports.clock.now().getTime(),
      ...(source.attributeName !== subjectAttribute && { attributeName: source.attributeName }),
    }
    const result = await commitUserChange(ports, refuse, { pool, user: destination }, (user) => {
      const linked = identitiesOf(user)
      if (linked.some((other) => isNamed(other, source)))
        throw refuse('InvalidParameterException', 'SourceUser is already linked to DestinationUser')
      if (linked.filter(({ primary }) => !primary).length >= mostLinks)
        throw refuse('LimitExceededException', `A user can be linked to ${mostLinks} identities at most.`)
      return { user: withIdentities(user, [...linked, identity]), writes: [] }
    })
    if (!result.committed) throw await sourceTaken(ports, refuse, pool, source)
    return {}
  },
)

async function requireSourceProvider(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'InvalidParameterException' | 'ResourceNotFoundException'>,
  pool: UserPool,
  { providerName, attributeName }: IdentityName,
): Promise<IdentityProvider> {
  if (providerName === ownProvider) {
    const text =
      'Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser'
    throw refuse('InvalidParameterException', `Invalid SourceUser: ${text}`)
  }
  const provider = await ports.storage.identityProviders.find(pool.id, providerName)
  if (!provider) throw refuse('ResourceNotFoundException', `Identity provider ${providerName} does not exist.`)
  const isMapped = Object.hasOwn(provider.attributeMapping, attributeName)
  const mayGoByAttribute = provider.type === 'OIDC' || provider.type === 'SAML'
  if (attributeName === subjectAttribute || (mayGoByAttribute && isMapped)) return provider
  const names = mayGoByAttribute ? `${subjectAttribute} or a mapped attribute` : subjectAttribute
  throw refuse(
    'InvalidParameterException',
    `Invalid SourceUser: ProviderAttributeName must be ${names} for ${providerName}.`,
  )
}

async function requireDestination(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'InvalidParameterException' | 'UserNotFoundException'>,
  pool: UserPool,
  {
    ProviderName,
    ProviderAttributeValue,
  }: { readonly ProviderName?: string | undefined; readonly ProviderAttributeValue?: string | undefined },
): Promise<User> {
  // Cognito: the attribute's name is not looked at.
  const asked = { ProviderName, ProviderAttributeName: subjectAttribute, ProviderAttributeValue }
  const name = requireIdentityName(refuse, 'DestinationUser', asked)
  const isOwn = name.providerName === ownProvider
  const user = await (isOwn ? findByUsername(ports, pool, name.value) : findByIdentity(ports, pool, name))
  if (!user) throw refuse('UserNotFoundException', 'User does not exist.')
  return user
}

/** Somebody else is this identity: by a link, or because they signed in with it. */
async function sourceTaken(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'AliasExistsException' | 'InvalidParameterException'>,
  pool: UserPool,
  source: IdentityName,
): Promise<Refusal> {
  const holder = await findByIdentity(ports, pool, source)
  const hasSignedUp = holder && identitiesOf(holder).some((identity) => identity.primary && isNamed(identity, source))
  return hasSignedUp ? refuse('InvalidParameterException', merging) : aliasTaken(refuse, undefined, 'written')
}

function issuerOf({ details }: IdentityProvider, now: Date): string | null {
  if (details.MetadataFile === undefined) return null
  const metadata = readSamlMetadata(details.MetadataFile, now)
  return 'fault' in metadata ? null : metadata.entityId
}
