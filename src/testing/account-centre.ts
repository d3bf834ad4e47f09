import type { AppClient } from '../domain/app-clients/app-client.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { User } from '../domain/users/user.ts'
import type { HttpResponse } from '../http/message.ts'
import type { UserPoolOverrides } from './build-user-pool.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from './given.ts'
import { pageBrowser, type PageBrowser } from './page-browser.ts'
import type { TestPorts } from './test-ports.ts'

/** Somebody with an account, at a browser. */
export interface AccountVisitor {
  readonly pool: UserPool
  readonly client: AppClient
  readonly user: User
  readonly browser: PageBrowser
  /** The user as stored now. */
  readonly stored: () => Promise<User | undefined>
  /** Signs in on the sign-in page at this address, or on that which `/account` leads to. */
  readonly signIn: (at?: URL) => Promise<HttpResponse>
}

interface Given {
  readonly password: string
  readonly configuration?: NonNullable<UserPoolOverrides['configuration']>
  readonly pool?: Omit<UserPoolOverrides, 'configuration'>
  readonly user?: Omit<UserOverrides, 'password'>
  readonly tags?: Readonly<Record<string, string>>
}

/** A pool with an account centre for its client `Harbour`, and Ada, who has an account there. */
export async function givenAccountCentre(ports: TestPorts, given: Given): Promise<AccountVisitor> {
  const pool = await givenPool(ports, {
    ...given.pool,
    configuration: {
      ...given.configuration,
      UserPoolTags: { 'sallyport:account-centre': 'Harbour', ...given.tags },
    },
  })
  const client = await givenClient(ports, pool, { name: 'Harbour' })
  const { password } = given
  const attributes = { email: 'ada@example.com', email_verified: 'true' }
  const user = await givenUser(ports, pool, { username: 'ada', attributes, ...given.user, password })
  const browser = pageBrowser(ports, pool, client)
  return {
    pool,
    client,
    user,
    browser,
    stored: () => ports.storage.users.find(pool.id, user.sub),
    signIn: async (at) => {
      const url = at ?? new URL(String((await browser.get('/account')).headers.location))
      const target = `${url.pathname}${url.search}`
      await browser.get(target)
      return browser.post(target, { username: user.username, password })
    },
  }
}
