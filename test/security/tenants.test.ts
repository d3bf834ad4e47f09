import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, test } from 'node:test'
import { systemRandom } from '../../src/adapters/system/random.ts'
import { openStore, type OpenStore } from '../../src/compose/ports/open-store.ts'
import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { givenClient, givenUser } from '../../src/testing/given.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { openApp } from './app.ts'
import { openScene, owner, ownerPassword, type Scene } from './artefacts.ts'
import { changedUser } from './changed-user.ts'
import { doors } from './doors.ts'
import { openInstallation, type Installation } from './installation.ts'
import { departToOidcProvider, type OidcDeparture } from './oidc-departures.ts'
import { departToProvider, type SamlDepartures } from './saml-departures.ts'
import type { Reply } from './surface.ts'

/** Two pools that are alike: what opens a door in A must be nothing in B, though everybody has the same name there. */
interface TwoPools extends AsyncDisposable {
  readonly a: Scene
  readonly b: UserPool
  readonly clientOfB: AppClient
  /** Another client of pool A. */
  readonly beside: AppClient
  /** Browsers of B that are away at a provider. */
  readonly samlOfB: SamlDepartures
  readonly oidcOfB: OidcDeparture
  /** Every row that is of pool A. */
  dumpOfA(): string
  /** Every reply since the last time. */
  takeReplies(): readonly Reply[]
}

/** What only A's own records hold: no request has it in it. */
const canary = 'canary-of-pool-a'
const folder = mkdtempSync(join(tmpdir(), 'sallyport-tenants-'))
const masterKey = systemRandom.bytes(32)
let files = 0

async function openTwoPools(defect: (ports: TestPorts) => TestPorts = (ports) => ports): Promise<TwoPools> {
  const file = join(folder, `${(files += 1)}.db`)
  const store: OpenStore = await openStore({
    databaseUrl: undefined,
    file,
    masterKey,
    random: systemRandom,
    mayMigrate: true,
  })
  let isDefective = false
  const opened = await openInstallation({
    store,
    through: (ports) => switched(ports, defect(ports), () => isDefective),
  })
  const replies: Reply[] = []
  const keep = (reply: Reply): Reply => (replies.push(reply), reply)
  const on: Installation = {
    ...opened,
    operate: async (name, input) => keep(await opened.operate(name, input)),
    visit: async (poolId, call) => keep(await opened.visit(poolId, call)),
  }
  const a = await openScene(on)
  await a.become({
    attributes: { email: 'ada@example.com', email_verified: 'true', phone_number: '+15550100', name: canary },
  })
  const { storage } = on.ports
  const at = { createdAt: on.now(), updatedAt: on.now() }
  await storage.commit([
    {
      write: 'createGroup',
      group: { poolId: a.pool.id, name: 'staff', description: canary, roleArn: undefined, precedence: 1, ...at },
    },
    { write: 'addUserToGroup', poolId: a.pool.id, name: 'staff', sub: a.artefacts['sub'] ?? '', at: on.now() },
  ])

  const poolOfA = await storage.userPools.find(a.pool.id)
  assert.ok(poolOfA)
  const b: UserPool = { ...poolOfA, id: 'us-east-1_PoolB0001', version: 1 }
  const keys = await storage.userPools.listSigningKeys(a.pool.id)
  await storage.commit([
    { write: 'createUserPool', pool: b },
    // Even with the same keys a token is A's.
    ...keys.map((key) => ({ write: 'createSigningKey', key: { ...key, poolId: b.id } }) as const),
  ])
  const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } as const
  const clientOfB = await givenClient(on.ports, b, { id: 'clientofb', configuration: { RefreshTokenRotation } })
  const beside = await givenClient(on.ports, a.pool, { id: 'besideofa', configuration: { RefreshTokenRotation } })
  const attributes = { email: 'ada@example.com', email_verified: 'true', phone_number: '+15550100' }
  const sub = '11111111-2222-7333-8444-555555555555'
  await givenUser(on.ports, b, { username: owner, sub, attributes, password: ownerPassword })
  const samlOfB = await departToProvider(on, b, 'corporateofb')
  const oidcOfB = await departToOidcProvider(on, b, 'federatedofb')
  isDefective = true
  const reader = new DatabaseSync(file, { readOnly: true })
  return {
    a: { ...a, on },
    b,
    clientOfB,
    beside,
    samlOfB,
    oidcOfB,
    dumpOfA: () => rowsOf(reader, a.pool.id),
    takeReplies: () => replies.splice(0),
    async [Symbol.asyncDispose]() {
      reader.close()
      await store.storage[Symbol.asyncDispose]()
    },
  }
}

after(() => rmSync(folder, { recursive: true, force: true }))

/** The defect comes into force when all is set up. */
function switched(sound: TestPorts, defective: TestPorts, isDefective: () => boolean): TestPorts {
  return new Proxy(sound, { get: (_, member) => Reflect.get(isDefective() ? defective : sound, member) })
}

function rowsOf(reader: DatabaseSync, poolId: string): string {
  const tables = reader.prepare("select name from sqlite_master where type = 'table' order by name").all()
  return tables
    .flatMap(({ name }) => reader.prepare(`select '${String(name)}' as of_table, * from "${String(name)}"`).all())
    .map((row) => JSON.stringify(row))
    .filter((row) => row.includes(poolId))
    .toSorted()
    .join('\n')
}

type Player = 'B' | "A's client at B" | "B's client at A" | 'another client of A'

/** The scene as somebody plays it who is a client of B, or who asks one pool in the name of the other's client. */
function playedIn({ a, b, clientOfB, beside, samlOfB, oidcOfB }: TwoPools, who: Player): Scene {
  if (who === 'another client of A') {
    const other = openApp(a.on, { pool: a.pool, client: beside })
    return { ...a, app: other, beside: other }
  }
  const pool = who === "B's client at A" ? a.pool : b
  const client = who === "A's client at B" ? a.app.client : clientOfB
  const sub = '11111111-2222-7333-8444-555555555555'
  const become = changedUser(a.on, b, sub)
  const app = openApp(a.on, { pool, client })
  const away = pool === b ? { saml: samlOfB, oidc: oidcOfB } : {}
  return { ...a, ...away, pool, app, beside: app, become }
}

/**
 * Doors to which nobody brings an id of B's: an access token, also beside a challenge of a registration, and a session
 * of MFA_SETUP say themselves which pool they are of. Operations go by their client, so A's client is at B at B's domain only.
 */
function isAsked(door: string, who: Player): boolean {
  if (/, AccessToken$|^(Associate|Verify)SoftwareToken, Session$|^VerifyUserAttribute|^CompleteWebAuthn/.test(door)) {
    return false
  }
  // Where people come back to from a provider, or type the code of a device, nobody says of which client they are.
  const namesNoClient = /^\/oauth2\/userInfo$|^\/saml2\/|\/oauth2\/idpresponse|^\/device/.test(door)
  if (who === "B's client at A" || who === 'another client of A') return !namesNoClient
  return who !== "A's client at B" || /^(\/|cookie)/.test(door)
}

async function findOpened(pools: TwoPools, who: Player): Promise<string[]> {
  const scene = playedIn(pools, who)
  const opened: string[] = []
  for (const [name, door] of inOrder) {
    if (!isAsked(name, who)) continue
    for (const kind of door.opens) {
      if (ofBrowser.includes(kind)) continue
      const value = scene.artefacts[kind] ?? ''
      if (await door.present(scene, value)) opened.push(`${kind} opens ${name}`)
    }
  }
  return opened
}

/** A password that is replaced ends all that is there, and a code that is sent again the one before: those come last. */
const last = ['ConfirmSignUp, Session', 'ConfirmForgotPassword, ConfirmationCode']
const inOrder = Object.entries(doors).toSorted(([one], [other]) => last.indexOf(one) - last.indexOf(other))

/** The token that a form repeats belongs to a browser and to no pool. */
const ofBrowser = ['CSRF token']

describe("pool A's sessions, tokens, codes and cookies", () => {
  let pools: TwoPools
  before(async () => {
    pools = await openTwoPools()
  })
  after(() => pools[Symbol.asyncDispose]())

  for (const who of ['B', "A's client at B", "B's client at A"] as const) {
    test(`are nothing to ${who === 'B' ? 'pool B' : who}: nothing opens, nothing of A's shows or changes`, async () => {
      const rows = pools.dumpOfA()
      pools.takeReplies()
      const opened = await findOpened(pools, who)
      assert.deepEqual(opened, [])
      const told = pools.takeReplies().filter(({ body, headers }) => JSON.stringify([body, headers]).includes(canary))
      assert.deepEqual(told, [])
      assert.equal(pools.dumpOfA(), rows)
    })
  }

  test('are still good where they belong', async () => {
    for (const [name, door] of inOrder) {
      if (!/^(Confirm|cookie|\/oauth2\/token, (code|refresh_token))/.test(name)) continue
      const [kind = ''] = door.opens
      assert.equal(await door.present(pools.a, pools.a.artefacts[kind] ?? ''), true, `${kind} at ${name}`)
    }
  })
})

describe('what one client of a pool was given', () => {
  test('is nothing to another, but for what belongs to the person and the browser', async () => {
    await using pools = await openTwoPools()
    assert.deepEqual(await findOpened(pools, 'another client of A'), [
      'code of a sign-up opens ConfirmSignUp, ConfirmationCode',
      'login cookie opens cookie cognito',
      'remembered device opens cookie remembered-device',
      'code of a forgotten password opens ConfirmForgotPassword, ConfirmationCode',
    ])
  })
})

describe("pool A's names, asked for in pool B", () => {
  const asked = async ({ a, b, clientOfB }: TwoPools): Promise<readonly Reply[]> => {
    const { on } = a
    const UserPoolId = b.id
    const names = [owner, a.artefacts['sub'], 'ada@example.com']
    const replies: Reply[] = []
    for (const Username of names) {
      for (const name of ['AdminGetUser', 'AdminListDevices', 'AdminListGroupsForUser'] as const)
        replies.push(await on.operate(name, { UserPoolId, Username }))
    }
    const DeviceKey = a.deviceKey
    replies.push(await on.operate('AdminGetDevice', { UserPoolId, Username: owner, DeviceKey }))
    replies.push(await on.operate('ListUsers', { UserPoolId, Filter: `sub = "${a.artefacts['sub']}"` }))
    replies.push(await on.operate('ListUsers', { UserPoolId }))
    replies.push(await on.operate('ListUsersInGroup', { UserPoolId, GroupName: 'staff' }))
    replies.push(await on.operate('DescribeUserPoolClient', { UserPoolId, ClientId: a.app.client.id }))
    for (const [pool, ClientId] of [
      [UserPoolId, a.app.client.id],
      [a.pool.id, clientOfB.id],
    ]) {
      const AuthParameters = { USERNAME: owner, PASSWORD: ownerPassword }
      const input = { UserPoolId: pool, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters }
      replies.push(await on.operate('AdminInitiateAuth', input))
    }
    return replies
  }

  test('find nothing of A', async () => {
    await using pools = await openTwoPools()
    const rows = pools.dumpOfA()
    const replies = await asked(pools)
    assert.deepEqual(
      replies.filter(({ body }) => body.includes(canary)),
      [],
    )
    const [crossed, crossedBack] = replies.slice(-2)
    assert.match(String(crossed?.body), /ResourceNotFoundException/)
    assert.match(String(crossedBack?.body), /ResourceNotFoundException/)
    assert.equal(pools.dumpOfA(), rows)
  })

  test('are found by the harness where a read forgets the pool', async () => {
    await using pools = await openTwoPools((ports) => {
      const { users } = ports.storage
      const findByAlias: typeof users.findByAlias = (_, aliases) => users.findByAlias('us-east-1_AbCdEf123', aliases)
      return { ...ports, storage: { ...ports.storage, users: { ...users, find: users.find, findByAlias } } }
    })
    assert.ok((await asked(pools)).some(({ body }) => body.includes(canary)))
  })
})

describe('the harness', () => {
  test("finds a client that acts in another's pool", async () => {
    await using pools = await openTwoPools((ports) => {
      const { appClients } = ports.storage
      const find: typeof appClients.find = async (id) => {
        const client = await appClients.find(id)
        return client?.poolId === 'us-east-1_PoolB0001' ? { ...client, poolId: 'us-east-1_AbCdEf123' } : client
      }
      return { ...ports, storage: { ...ports.storage, appClients: { ...appClients, find } } }
    })
    const rows = pools.dumpOfA()
    const opened = await findOpened(pools, 'B')
    assert.ok(
      opened.includes('code of a forgotten password opens ConfirmForgotPassword, ConfirmationCode'),
      opened.join(),
    )
    assert.notEqual(pools.dumpOfA(), rows)
  })
})
