// Commits from several loops at once until it is killed. Arguments: file or URL, round, then JSON: { pragmas, confirmsEarly }.
import { writeSync } from 'node:fs'
import * as make from '../../src/ports/storage/conformance/records.ts'
import { StorageFault } from '../../src/ports/storage/storage-fault.ts'
import type { Write } from '../../src/ports/storage/storage.ts'
import type { Deed, Line } from './history.ts'
import { openForTest } from './open-for-test.ts'

export interface ChildOptions {
  readonly pragmas?: readonly string[]
  /** The planted defect: it confirms before it has committed. */
  readonly confirmsEarly?: boolean
}

const [, , place = '', round = '', json = '{}'] = process.argv
const options: ChildOptions = JSON.parse(json)
const startedAt = performance.now()
const storage = await openForTest(place, options.pragmas)
say({ said: 'ready', milliseconds: performance.now() - startedAt })

const poolId = `eu-west-3_${round}`
await storage.commit([{ write: 'createUserPool', pool: make.aUserPool({ id: poolId }) }])
await Promise.all([
  createUsers(),
  createUsers(),
  deleteUsers(),
  spendCodes(),
  spendCodes(),
  rotateTokens(),
  updateUser(),
])

function say(line: Line): void {
  // Said before anything else happens; the pipe may be full, and then this thread waits.
  for (let rest = Buffer.from(`${JSON.stringify(line)}\n`); rest.length > 0;) rest = rest.subarray(writeSome(rest))
}

function writeSome(bytes: Buffer): number {
  try {
    return writeSync(1, bytes)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0
    throw error
  }
}

async function perform(deed: Deed, writes: readonly Write[]): Promise<boolean> {
  say({ said: 'trying', what: deed })
  if (options.confirmsEarly) say({ said: 'confirmed', what: deed })
  try {
    const { committed } = await storage.commit(writes)
    if (committed && !options.confirmsEarly) say({ said: 'confirmed', what: deed })
    return committed
  } catch (error) {
    say({ said: 'fault', reason: error instanceof StorageFault ? error.reason : String(error) })
    // A node that cannot write goes on reading.
    await storage.users.count(poolId)
    await new Promise((resolve) => setTimeout(resolve, 5))
    return false
  }
}

function userNamed(sub: string): Write {
  return { write: 'createUser', user: make.aUser(poolId, { sub }), aliases: [{ namespace: 'username', key: sub }] }
}

async function createUsers(): Promise<void> {
  for (;;) {
    const of = make.fresh(`${round}-user`)
    await perform({ deed: 'create-user', of }, [userNamed(of)])
  }
}

async function deleteUsers(): Promise<void> {
  for (;;) {
    const of = make.fresh(`${round}-gone`)
    await perform({ deed: 'create-user', of }, [userNamed(of)])
    await perform({ deed: 'delete-user', of }, [{ write: 'deleteUser', poolId, sub: of }])
  }
}

/** Two want each code; whoever gets it leaves a group behind as proof, in the same commit. */
async function spendCodes(): Promise<void> {
  for (;;) {
    const of = make.fresh(`${round}-code`)
    const code = make.aCode(poolId, { subject: of })
    const { purpose, codeHash } = code
    const consume = { write: 'consumeCode', poolId, subject: of, purpose, codeHash, now: make.noon } as const
    await perform({ deed: 'put-code', of }, [{ write: 'putCode', code }])
    const contenders = ['one', 'other'].map((by) => {
      const proof = { write: 'createGroup', group: make.aGroup(poolId, { name: `${of}-${by}` }) } as const
      return perform({ deed: 'spend-code', of, by }, [consume, proof])
    })
    await Promise.all(contenders)
  }
}

async function rotateTokens(): Promise<void> {
  const of = `${round}-family`
  const user = make.aUser(poolId, { sub: `${round}-owner` })
  await storage.commit([
    { write: 'createUser', user, aliases: [] },
    { write: 'createTokenFamily', family: make.aTokenFamily(user, { id: of, currentTokenHash: '0' }) },
  ])
  for (let step = 1; ; step += 1) {
    const presentedTokenHash = String(step - 1)
    const rotation = { poolId, familyId: of, presentedTokenHash, newTokenHash: String(step), graceSeconds: 0 }
    await perform({ deed: 'rotate', of, step }, [{ write: 'rotateRefreshToken', ...rotation, now: make.noon }])
  }
}

async function updateUser(): Promise<void> {
  const of = `${round}-versions`
  const user = make.aUser(poolId, { sub: of })
  await storage.commit([{ write: 'createUser', user, aliases: [] }])
  for (let step = 2; ; step += 1) {
    const next = { ...user, attributes: { name: String(step) }, version: step }
    await perform({ deed: 'update-user', of, step }, [{ write: 'updateUser', user: next, aliases: [] }])
  }
}
