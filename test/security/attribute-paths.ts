import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import type { User } from '../../src/domain/users/user.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { openApp, type App } from './app.ts'
import { openBrowser } from './browser.ts'
import type { Installation } from './installation.ts'
import { jsonOf, type Reply } from './surface.ts'

/** A pool with attributes that are not everybody's to write, through a client that writes few. */
export interface Registry {
  readonly on: Installation
  readonly pool: UserPool
  readonly app: App<Installation>
  /** What is stored of a name, with the groups; undefined where there is nobody. */
  stored(username: string): Promise<(User & { readonly groups: readonly string[] }) | undefined>
}

type Attributes = readonly (readonly [name: string, value: string])[]

/** A way in which people write attributes by themselves. */
export interface AttributePath {
  /** Whose they become. */
  readonly username: string
  readonly write: (registry: Registry, attributes: Attributes) => Promise<Reply>
}

const password = 'Passw0rd! of everybody'
const writable = ['email', 'name']

export async function openRegistry(on: Installation, WriteAttributes: readonly string[] = writable): Promise<Registry> {
  const { ports } = on
  const pool = await givenPool(ports, {
    configuration: { AutoVerifiedAttributes: ['email'], UserPoolTags: { 'sallyport:account-centre': 'registry' } },
    schema: [
      { Name: 'role', AttributeDataType: 'String', Mutable: true },
      { Name: 'fixed', AttributeDataType: 'String', Mutable: false },
      { Name: 'secret', AttributeDataType: 'String', Mutable: true, DeveloperOnlyAttribute: true },
    ],
  })
  const client = await givenClient(ports, pool, {
    name: 'registry',
    configuration: { WriteAttributes: [...WriteAttributes] },
  })
  const attributes = { email: 'a@example.com', email_verified: 'true', 'custom:role': 'user', 'dev:custom:secret': 's' }
  await givenUser(ports, pool, { username: 'settled', attributes, password })
  const invited = { status: 'FORCE_CHANGE_PASSWORD', password } as const
  await givenUser(ports, pool, { username: 'invited', attributes, ...invited })
  await givenUser(ports, pool, { username: 'pageguest', attributes, ...invited })
  return {
    on,
    pool,
    app: openApp(on, { pool, client }),
    async stored(username) {
      const user = await ports.storage.users.findByAlias(pool.id, [{ namespace: 'username', key: username }])
      if (!user) return undefined
      const groups = await ports.storage.groups.listOfUser(pool.id, user.sub, { limit: 60, after: undefined })
      return { ...user, groups: groups.items.map(({ name }) => name) }
    },
  }
}

const listed = (attributes: Attributes) => attributes.map(([Name, Value]) => ({ Name, Value }))

/** By the operation or page. */
export const attributePaths: Readonly<Record<string, AttributePath>> = {
  SignUp: {
    username: 'newcomer',
    write: ({ on, app }, attributes) =>
      on.operate('SignUp', {
        ClientId: app.client.id,
        Username: 'newcomer',
        Password: password,
        UserAttributes: [{ Name: 'email', Value: 'new@example.com' }, ...listed(attributes)],
        ValidationData: listed(attributes),
        ClientMetadata: Object.fromEntries(attributes),
      }),
  },
  UpdateUserAttributes: {
    username: 'settled',
    write: async ({ on, app }, attributes) => {
      const { AccessToken } = jsonOf(await app.withPassword('settled', password)).AuthenticationResult
      const ClientMetadata = Object.fromEntries(attributes)
      return on.operate('UpdateUserAttributes', { AccessToken, UserAttributes: listed(attributes), ClientMetadata })
    },
  },
  DeleteUserAttributes: {
    username: 'settled',
    write: async ({ on, app }, attributes) => {
      const { AccessToken } = jsonOf(await app.withPassword('settled', password)).AuthenticationResult
      return on.operate('DeleteUserAttributes', { AccessToken, UserAttributeNames: attributes.map(([name]) => name) })
    },
  },
  RespondToAuthChallenge: {
    username: 'invited',
    write: async ({ app }, attributes) => {
      const { Session } = jsonOf(await app.withPassword('invited', password))
      const own = attributes.map(([name, value]) => [`userAttributes.${name}`, value])
      const answers = { NEW_PASSWORD: 'N3w password!', ...Object.fromEntries([...own, ...attributes]) }
      return app.respond('NEW_PASSWORD_REQUIRED', 'invited', answers, Session)
    },
  },
  '/signup': {
    username: 'pagecomer',
    write: async ({ app }, attributes) => {
      const browser = openBrowser(app.on, app)
      await browser.get('/signup')
      const fields = { username: 'pagecomer', email: 'page@example.com', password }
      return browser.post('/signup', { ...Object.fromEntries(attributes), ...fields })
    },
  },
  '/account/profile': atAccountPage('/account/profile'),
  '/account/email': atAccountPage('/account/email'),
  '/account/phone': atAccountPage('/account/phone'),
  '/newPassword': {
    username: 'pageguest',
    write: async ({ app }, attributes) => {
      const browser = openBrowser(app.on, app)
      await browser.get('/login')
      await browser.post('/login', { username: 'pageguest', password })
      const own = attributes.map(([name, value]) => [`userAttributes.${name}`, value])
      return browser.post('/newPassword', { password: 'N3w password!', ...Object.fromEntries([...own, ...attributes]) })
    },
  },
}

function atAccountPage(path: string): AttributePath {
  return {
    username: 'settled',
    write: async ({ app }, attributes) => {
      const browser = openBrowser(app.on, app)
      const { location } = (await browser.get(path, '')).headers
      const query = new URL(String(location)).search.slice(1)
      await browser.get('/login', query)
      await browser.post('/login', { username: 'settled', password }, query)
      await browser.get(path, '')
      return browser.post(path, Object.fromEntries(attributes), '')
    },
  }
}
