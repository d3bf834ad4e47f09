import { givenClient, givenPool, givenUser, type UserOverrides } from './given.ts'
import type { AppClientOverrides } from './build-app-client.ts'
import type { UserPoolOverrides } from './build-user-pool.ts'
import { signInClient } from './sign-in-client.ts'
import type { TestPorts } from './test-ports.ts'

export interface AliceOverrides {
  readonly pool?: UserPoolOverrides
  readonly client?: AppClientOverrides
  readonly user?: UserOverrides
}

/** Alice, who has a password and nothing else, and an app that signs her in. */
export async function givenAlice(
  ports: TestPorts,
  { pool: poolOverrides, client: clientOverrides, user: userOverrides }: AliceOverrides = {},
) {
  const pool = await givenPool(ports, poolOverrides)
  const client = await givenClient(ports, pool, clientOverrides)
  const user = await givenUser(ports, pool, userOverrides)
  return { pool, client, user, app: signInClient(ports, { pool, client }) }
}
