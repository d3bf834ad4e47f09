import { generateSigningKey, publicJwk } from '../crypto/jose/jwk.ts'
import type { AppClient } from '../domain/app-clients/app-client.ts'
import type { SigningKey } from '../domain/user-pools/signing-key.ts'
import { aliasesOf } from '../domain/users/user-alias.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { User } from '../domain/users/user.ts'
import { makePasswordCredential } from '../flows/passwords/make-password-credential.ts'
import type { Write } from '../ports/storage/storage.ts'
import { buildAppClient, type AppClientOverrides } from './build-app-client.ts'
import { buildUserPool, type UserPoolOverrides } from './build-user-pool.ts'
import { buildUser } from './build-user.ts'
import type { TestPorts } from './test-ports.ts'

/** Made once per process and pool id: a key pair costs a tenth of a second. Different pools have different keys. */
const keyPairs = new Map<string, ReturnType<typeof generateSigningKey>>()

/** Stores a pool with its two signing keys. */
export async function givenPool(ports: TestPorts, overrides: UserPoolOverrides = {}): Promise<UserPool> {
  const pool = buildUserPool(overrides)
  const keys = await Promise.all((['id', 'access'] as const).map((use) => signingKey(pool, use)))
  await commit(ports, [
    { write: 'createUserPool', pool },
    ...keys.map((key) => ({ write: 'createSigningKey', key }) as const),
  ])
  return pool
}

/** Stores a client of the pool that allows every flow with a password, and SRP and refreshing. */
export async function givenClient(
  ports: TestPorts,
  pool: UserPool,
  { configuration, ...overrides }: AppClientOverrides = {},
): Promise<AppClient> {
  const client = buildAppClient({
    poolId: pool.id,
    ...overrides,
    configuration: {
      ExplicitAuthFlows: [
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
      ...configuration,
    },
  })
  await commit(ports, [{ write: 'createAppClient', client }])
  return client
}

export interface UserOverrides extends Partial<Omit<User, 'password'>> {
  readonly password?: string | undefined
}

/** Stores a user of the pool with this password, in the way in which the pool keeps passwords. */
export async function givenUser(
  ports: TestPorts,
  pool: UserPool,
  { password = 'Passw0rd!', ...overrides }: UserOverrides = {},
): Promise<User> {
  const blank = buildUser({ poolId: pool.id, ...overrides })
  const credential = await makePasswordCredential(ports, pool, blank.username, password)
  const user = { ...blank, password: credential, passwordSetAt: overrides.passwordSetAt ?? ports.clock.now() }
  await commit(ports, [{ write: 'createUser', user, aliases: aliasesOf(pool, user) }])
  return user
}

async function signingKey(pool: UserPool, use: SigningKey['use']): Promise<SigningKey> {
  const name = `${pool.id} ${use}`
  const pair = keyPairs.get(name) ?? generateSigningKey()
  keyPairs.set(name, pair)
  const { kid, privateKey, publicKey } = await pair
  const jwk = publicJwk({ kid, publicKey })
  const { createdAt } = pool
  return { poolId: pool.id, kid, use, privateKey, publicJwk: jwk, createdAt, activeAt: createdAt, retiredAt: undefined }
}

async function commit(ports: TestPorts, writes: readonly Write[]): Promise<void> {
  const result = await ports.storage.commit(writes)
  if (!result.committed) throw new Error(`a test's own data met the guard ${result.guard}`)
}
