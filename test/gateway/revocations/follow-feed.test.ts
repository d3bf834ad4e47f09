import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openSqliteStorage } from '../../../src/adapters/sqlite/open-sqlite-storage.ts'
import { newDataKey, openSealer } from '../../../src/crypto/sealing/seal.ts'
import { FeedAway, type AskFeed, type FeedAnswer } from '../../../src/gateway/revocations/revocation-feed.ts'
import type { Revocation } from '../../../src/ports/storage/revocations.ts'
import { givenPool, mustCommit } from '../../../src/ports/storage/conformance/given.ts'
import * as make from '../../../src/ports/storage/conformance/records.ts'
import type { Write } from '../../../src/ports/storage/storage.ts'
import { temporaryFolders } from '../../storage/temporary-folders.ts'
import { testPorts } from '../../../src/testing/test-ports.ts'
import { until } from '../../until.ts'
import { follow, openFeed, heardAll } from './feed-under-test.ts'

const issuer = 'https://id.example/eu-west-3_pool'
const newFolder = temporaryFolders()
const masterKey = new Uint8Array(32)
const sealer = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })
const tokenFor = (familyId: string) => ({
  iss: issuer,
  sub: 'ada',
  client_id: 'client',
  token_use: 'access',
  origin_jti: familyId,
  auth_time: 1,
})

/** A feed that answers what the test says. */
async function openScript() {
  const ports = await testPorts()
  const script = {
    told: [] as Revocation[],
    last: 0,
    asked: [] as number[],
    fault: undefined as Error | undefined,
    pageSize: 100,
  }
  const ask = async ({ after, issuers }: { after: number; issuers: readonly string[] }): Promise<FeedAnswer> => {
    await new Promise((resolve) => setTimeout(resolve, 2))
    script.asked.push(after)
    if (script.fault !== undefined) throw script.fault
    const revocations = script.told.filter(({ position }) => position > after).slice(0, script.pageSize)
    return { revocations, last: script.last, issuers }
  }
  function end(...families: string[]): void {
    for (const subject of families) {
      script.last += 1
      script.told.push({ position: script.last, poolId: 'eu-west-3_pool', kind: 'family', subject, at: undefined })
    }
  }
  return { ports, script, ask, end, [Symbol.asyncDispose]: () => ports[Symbol.asyncDispose]() }
}

describe('following a feed of revocations', () => {
  test('knows all that has ended when it begins, however many answers that takes', async () => {
    await using on = await openScript()
    on.script.pageSize = 2
    on.end('a', 'b', 'c', 'd', 'e')
    await using followed = await follow(on, on.ports)
    await followed.requireIssuers([issuer])
    assert.deepEqual(on.script.asked.slice(0, 3), [0, 2, 4])
    for (const family of ['a', 'b', 'c', 'd', 'e']) assert.equal(followed.isRevoked(tokenFor(family)), true, family)
    assert.equal(followed.isRevoked(tokenFor('f')), false)
  })

  test('goes on where nothing that it missed is kept any more', async () => {
    await using on = await openScript()
    on.script.last = 500
    await using followed = await follow(on, on.ports)
    await until(() => on.script.asked.at(-1) === 500)
    assert.equal(followed.facts().position, 500)
  })

  test('is unsure once nothing was heard for too long, and remembers what ended', async () => {
    await using on = await openScript()
    on.end('a')
    await using followed = await follow(on, on.ports)
    await followed.requireIssuers([issuer])
    on.script.fault = new Error('nobody there')
    await until(() => on.ports.lines.some(({ message }) => message === 'the feed of revocations is not heard'))
    on.ports.clock.advanceSeconds(60)
    assert.equal(followed.isRevoked(tokenFor('b')), false)
    on.ports.clock.advanceSeconds(1)
    assert.equal(followed.isRevoked(tokenFor('b')), 'unknown')
    assert.equal(followed.isRevoked(tokenFor('a')), true)
    assert.equal(followed.facts().ageSeconds, 61)

    on.end('b')
    on.script.fault = undefined
    await until(() => followed.isRevoked(tokenFor('b')) === true)
    await until(() => followed.isRevoked(tokenFor('c')) === false)
    assert.ok(on.ports.lines.some(({ message }) => message === 'the feed of revocations is heard again'))
  })

  test('reads all again after so long a silence, and where the feed is behind what was heard', async () => {
    await using on = await openScript()
    on.end('a', 'b')
    await using followed = await follow(on, on.ports)
    await followed.requireIssuers([issuer])
    // Put back to an earlier state, in which something else came second.
    on.script.told = []
    on.script.last = 0
    on.end('a')
    await until(() => followed.facts().position === 1)
    on.end('c')
    await until(() => followed.isRevoked(tokenFor('c')) === true)
    assert.equal(followed.isRevoked(tokenFor('b')), true)

    on.script.fault = new Error('nobody there')
    on.ports.clock.advanceSeconds(61)
    const asked = on.script.asked.length
    await until(() => on.script.asked.slice(asked).includes(0))
  })

  test('refuses tokens of an issuer that it could not ask about, until it could', async () => {
    await using on = await openScript()
    await using followed = await follow(on, on.ports)
    on.script.fault = new Error('nobody there')
    await assert.rejects(followed.requireIssuers([issuer]), FeedAway)
    assert.equal(followed.isRevoked(tokenFor('a')), true)
    on.script.fault = undefined
    await followed.requireIssuers([issuer])
    await until(() => followed.isRevoked(tokenFor('a')) === false)
  })

  test('takes no more than there is room for, and is unsure then', async () => {
    await using on = await openScript()
    on.end('a', 'b')
    await using followed = await follow(on, on.ports, { mostRemembered: 3 })
    await followed.requireIssuers([issuer])
    on.end('c', 'd')
    await until(() => followed.isRevoked(tokenFor('d')) === true)
    on.end('e')
    on.ports.clock.advanceSeconds(61)
    await until(() => followed.isRevoked(tokenFor('f')) === 'unknown')
    const reasons = () => on.ports.lines.map(({ fields }) => 'reason' in fields && fields.reason)
    await until(() => reasons().includes('there are more revocations than there is room for'))
    // The tokens that they are about have expired, and they are forgotten.
    on.ports.clock.advanceSeconds(40 * 3600)
    await until(() => followed.facts().position === 5)
  })

  test('begins only where it is answered', async () => {
    await using on = await openScript()
    on.script.fault = new Error('nobody there')
    const beginning = follow(on, on.ports, { times: { beginSeconds: 0 } })
    await assert.rejects(beginning, /The feed of revocations cannot be read: nobody there\./)
  })
})

describe('the feed of an installation', () => {
  test('is followed again after it was away', async () => {
    await using ports = await testPorts()
    await using feed = await openFeed(ports)
    await using followed = await follow(feed, ports)
    await feed.stop()
    await ports.storage.commit([
      { write: 'createAccessKey', key: { ...feed.key, accessKeyId: 'AKIDANOTHER000000000' } },
    ])
    await until(() => ports.lines.some(({ message }) => message === 'the feed of revocations is not heard'))
    await feed.start()
    await heardAll(followed, ports)
    await until(() => ports.lines.some(({ message }) => message === 'the feed of revocations is heard again'))
  })

  test('goes on where it was when the installation has been started again', async () => {
    await using ports = await testPorts()
    const folder = newFolder()
    const openAgain = async () => ({
      ...ports,
      storage: await openSqliteStorage({ file: join(folder, 'store.db'), openSealer: async () => sealer }),
    })
    const first = await openAgain()
    const feed = await openFeed(first)
    await using followed = await follow(feed, ports)
    const { poolId, user } = await givenPool(first.storage)
    await followed.requireIssuers([first.addresses.issuer(poolId)])
    const families = [make.aTokenFamily(user), make.aTokenFamily(user)] as const
    const revoke = (of: (typeof families)[number]): Write => ({
      write: 'revokeTokenFamily',
      poolId,
      familyId: of.id,
      at: make.after(1),
    })
    const tokenOf = ({ id }: (typeof families)[number]) => ({ ...tokenFor(id), iss: first.addresses.issuer(poolId) })
    await mustCommit(first.storage, ...families.map((family): Write => ({ write: 'createTokenFamily', family })))
    await mustCommit(first.storage, revoke(families[0]))
    await heardAll(followed, first)
    await feed[Symbol.asyncDispose]()
    await first.storage[Symbol.asyncDispose]()

    const second = await openAgain()
    await using _storage = second.storage
    await mustCommit(second.storage, revoke(families[1]))
    await using _feed = await openFeed(second, {
      port: feed.port,
      key: { ...feed.key, accessKeyId: 'AKIDANOTHER000000000' },
    })
    await heardAll(followed, second)
    assert.equal(followed.facts().position, 2)
    for (const family of families) assert.equal(followed.isRevoked(tokenOf(family)), true)
  })

  test('that refuses the key is no beginning', async () => {
    await using ports = await testPorts()
    await using feed = await openFeed(ports)
    await ports.storage.commit([{ write: 'deleteAccessKey', accessKeyId: feed.key.accessKeyId }])
    await assert.rejects(follow(feed, ports), /cannot be read: http:\/\/127\.0\.0\.1:\d+ answers 403/)
  })

  test('that answers something else is none', async () => {
    await using ports = await testPorts()
    await using feed = await openFeed(ports)
    const answers = [
      '',
      '[]',
      '{"last":-1,"revocations":[]}',
      '{"last":1,"revocations":[{"position":1,"kind":"planet","poolId":"p","subject":"s"}]}',
      '{"last":1,"revocations":[{"position":1,"kind":"sign-out","poolId":"p","subject":"s"}]}',
      `{"last":0,"revocations":[],"more":"${'x'.repeat(1_100_000)}"}`,
    ]
    for (const answer of answers) {
      feed.answer = (_request, response) => void response.end(answer)
      await assert.rejects(follow(feed, ports, { times: { beginSeconds: 0 } }), /cannot be read/, answer.slice(0, 80))
    }
    feed.answer = (_request, response) => void response.writeHead(302, { location: `${feed.url}/elsewhere` }).end()
    await assert.rejects(follow(feed, ports, { times: { beginSeconds: 0 } }), /cannot be read/)
  })

  test('knows only issuers of pools that are there', async () => {
    await using ports = await testPorts()
    await using feed = await openFeed(ports)
    await using followed = await follow(feed, ports)
    const elsewhere = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123'
    await assert.rejects(followed.requireIssuers([elsewhere]), /Nobody tells of the sessions of https:\/\/cognito-idp/)
    assert.equal(followed.isRevoked({ ...tokenFor('a'), iss: elsewhere }), true)
  })

  test('does not keep a gateway from ending', async () => {
    await using on = await openScript()
    const waiting = Promise.withResolvers<void>()
    // Whoever waits for something to end waits until it is called off.
    const ask: AskFeed = async (asked) => {
      if (asked.waitSeconds === 0) return on.ask(asked)
      waiting.resolve()
      return new Promise((_, reject) => asked.signal.addEventListener('abort', () => reject(new Error('called off'))))
    }
    const followed = await follow({ ask }, on.ports)
    await waiting.promise
    await followed[Symbol.asyncDispose]()
  })
})
