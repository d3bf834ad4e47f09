import { secretHash } from '../crypto/secret-hash.ts'
import { GetTokensFromRefreshToken } from '../operations/auth/GetTokensFromRefreshToken.ts'
import { RevokeToken } from '../operations/auth/RevokeToken.ts'
import type { AppClientOverrides } from './build-app-client.ts'
import { call } from './call-operation.ts'
import { givenClient, givenPool, givenUser } from './given.ts'
import { signInClient } from './sign-in-client.ts'
import type { TestPorts } from './test-ports.ts'

/** Alice, who has signed in, with the ways to use her refresh token. */
export async function givenSignedIn(ports: TestPorts, overrides: AppClientOverrides = {}) {
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool, overrides)
  const user = await givenUser(ports, pool, { attributes: { given_name: 'Alice' } })
  const app = signInClient(ports, { pool, client })
  const [secret] = client.secrets
  const SECRET_HASH = secret ? secretHash(secret.value, 'alice', client.id) : ''
  const { AuthenticationResult: first } = await app.withPassword('alice', 'Passw0rd!', { SECRET_HASH })
  const refreshToken = first?.RefreshToken ?? ''
  return {
    pool,
    client,
    user,
    app,
    first,
    refreshToken,
    byFlow: (REFRESH_TOKEN = refreshToken, more = {}) => app.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN, ...more }),
    get: (RefreshToken = refreshToken, more = {}) =>
      call(GetTokensFromRefreshToken, ports, { ClientId: client.id, RefreshToken, ...more }),
    revoke: (Token = refreshToken, more = {}) => call(RevokeToken, ports, { ClientId: client.id, Token, ...more }),
  }
}
