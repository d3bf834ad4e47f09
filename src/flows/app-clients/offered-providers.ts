import type { Refuse } from '../../contract/refusal.ts'
import type { AppClientConfiguration } from '../../domain/app-clients/app-client.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'

type Configuration = Pick<AppClientConfiguration, 'SupportedIdentityProviders'>

/** Refuses a client that offers providers which the pool does not have, or which Cognito keeps apart. */
export async function checkOfferedProviders(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'InvalidParameterException'>,
  pool: UserPool,
  configuration: Configuration,
): Promise<void> {
  const { SupportedIdentityProviders: offered = [] } = configuration
  const names = providersBesidesCognito(configuration)
  const found = await Promise.all(names.map((name) => ports.storage.identityProviders.find(pool.id, name)))
  const stranger = names.find((_name, position) => found[position] === undefined)
  if (stranger !== undefined) {
    throw refuse('InvalidParameterException', `The provider ${stranger} does not exist for User Pool ${pool.id}.`)
  }
  const startsItself = found.find((provider) => provider?.details.IDPInit === 'true')
  const isSamlOnly = names.length === offered.length && found.every((provider) => provider?.type === 'SAML')
  if (startsItself === undefined || isSamlOnly) return
  const text = `The provider ${startsItself.name} starts sign-in itself (IDPInit): a client that offers it offers SAML providers only.`
  throw refuse('InvalidParameterException', text)
}

/** Keeps the providers from going while the client that offers them is written. Guard `identity-provider-exists`. */
export function holdOfferedProviders(pool: UserPool, configuration: Configuration): readonly Write[] {
  const names = providersBesidesCognito(configuration)
  return names.length === 0 ? [] : [{ write: 'requireIdentityProviders', poolId: pool.id, names }]
}

function providersBesidesCognito({ SupportedIdentityProviders: offered = [] }: Configuration): readonly string[] {
  return offered.filter((name) => name !== 'COGNITO')
}
