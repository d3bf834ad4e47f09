import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createOutboxDispatcher } from '../../src/flows/messages/deliver-outbox.ts'
import { createLogoutSender } from '../../src/flows/messages/send-logout-notice.ts'
import type { Dispatcher } from '../../src/flows/work/dispatcher.ts'
import type { OutboundFetch } from '../../src/ports/outbound-fetch.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { openArena, type Arena } from './arena.ts'
import { openInstallation } from './installation.ts'
import { endings } from './session-endings.ts'
import { openSessions } from './sessions-in-use.ts'

const uri = 'https://app.example.com/logout'
const tags = { 'sallyport:account-centre': 'app', 'sallyport:backchannel-logout-uri/app': uri }

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

interface Stage extends AsyncDisposable {
  readonly arena: Arena
  /** Whom the client was told of so far. */
  readonly told: { sub: unknown; sid: unknown }[]
  readonly outbox: Dispatcher
}

async function open(through?: (ports: TestPorts) => TestPorts): Promise<Stage> {
  const told: Stage['told'] = []
  const outboundFetch: OutboundFetch = async (url, init) => {
    assert.deepEqual([url, init?.method], [uri, 'POST'])
    const { sub, sid } = claimsOf(new URLSearchParams(init?.body).get('logout_token') ?? '')
    told.push({ sub, sid })
    return new Response()
  }
  const on = await openInstallation({ outboundFetch, ...(through && { through }) })
  const tellLogout = createLogoutSender(on.ports)
  const outbox = createOutboxDispatcher({
    ...on.ports,
    send: async (item) => (item.channel === 'LOGOUT' ? tellLogout(item) : { kind: 'sent' }),
  })
  const arena = await openArena(on, { tags })
  return { arena, told, outbox, [Symbol.asyncDispose]: () => on[Symbol.asyncDispose]() }
}

/** What an ending owes the client: word of each session that it does not leave alone. */
async function findUntold({ arena, told, outbox }: Stage, what: string): Promise<{ owed: string[]; heard: string[] }> {
  const ending = endings[what]
  assert.ok(ending)
  const sessions = await openSessions(arena, await arena.addPerson())
  await outbox.drain()
  told.splice(0)
  assert.equal((await ending.end(arena, sessions)).status, 200)
  await outbox.drain()
  const { own, ofBrowser } = sessions.idTokens
  const names = new Map([
    [claimsOf(own)['sid'], 'its own session'],
    [claimsOf(ofBrowser)['sid'], 'the browser’s session'],
  ])
  assert.equal(names.size, 2)
  const { leaves, isOfClient = false } = ending
  const owed = [
    ...(leaves.includes('GetUser') ? [] : ['its own session']),
    ...(leaves.includes('refresh at /oauth2/token') ? [] : ['the browser’s session']),
  ]
  const sub = claimsOf(own)['sub']
  const heard = told.filter((each) => each.sub === sub).flatMap(({ sid }) => names.get(sid) ?? [])
  return { owed: isOfClient ? [] : owed.toSorted(), heard: heard.toSorted() }
}

describe('an app client that wants to hear of sign-outs', () => {
  let stage: Stage
  before(async () => {
    stage = await open()
  })
  after(() => stage[Symbol.asyncDispose]())

  const inOrder = Object.entries(endings).toSorted(
    ([, one], [, other]) => Number(!!one.isOfClient) - Number(!!other.isOfClient),
  )
  for (const [what] of inOrder) {
    test(`is told once of each session that ends by ${what}`, async () => {
      const { owed, heard } = await findUntold(stage, what)
      assert.deepEqual(heard, owed)
    })
  }
})

describe('the harness', () => {
  test('finds an ending that tells nobody', async () => {
    const silent = (ports: TestPorts): TestPorts => {
      const { installation } = ports.storage
      const claimMessages: typeof installation.claimMessages = async (...of) =>
        (await installation.claimMessages(...of)).filter(({ message }) => message.channel !== 'LOGOUT')
      return { ...ports, storage: { ...ports.storage, installation: { ...installation, claimMessages } } }
    }
    await using stage = await open(silent)
    const { owed, heard } = await findUntold(stage, 'GlobalSignOut')
    assert.deepEqual([owed.length, heard], [2, []])
  })
})
