import { DatabaseSync } from 'node:sqlite'
import * as make from '../../src/ports/storage/conformance/records.ts'
import type { Storage } from '../../src/ports/storage/storage.ts'
import type { Deed, History } from './history.ts'
import { isUrl, openForTest } from './open-for-test.ts'

/** Holds what is in the file, or behind the URL, against what the child said; returns every contradiction. */
export async function verify(place: string, round: string, history: History): Promise<readonly string[]> {
  const wrong = isUrl(place) ? [] : soundness(place)
  if (wrong.length > 0) return wrong
  await using storage = await openForTest(place)
  const poolId = `eu-west-3_${round}`
  if ((await storage.userPools.find(poolId)) === undefined) {
    return history.confirmed.length > 0 ? ['the pool is lost'] : []
  }
  return [
    ...(await verifyUsers(storage, poolId, history)),
    ...(await verifyCodes(storage, poolId, history)),
    ...(await verifySteps(storage, poolId, history)),
  ]
}

function soundness(file: string): readonly string[] {
  const database = new DatabaseSync(file)
  try {
    const answers = database.prepare('pragma integrity_check').all()
    const broken = database.prepare('pragma foreign_key_check').all()
    const text = answers.map((row) => String(row['integrity_check'])).join(', ')
    return [...(text === 'ok' ? [] : [text]), ...(broken.length > 0 ? ['foreign keys are broken'] : [])]
  } catch (error) {
    return [`the database does not open: ${String(error)}`]
  } finally {
    database.close()
  }
}

async function verifyUsers(storage: Storage, poolId: string, history: History): Promise<readonly string[]> {
  const wrong: string[] = []
  const present = new Set<string>()
  let after: string | undefined
  do {
    const page = await storage.users.list(poolId, undefined, { limit: 1000, after })
    for (const { sub } of page.items) present.add(sub)
    after = page.next
  } while (after !== undefined)
  if ((await storage.users.count(poolId)) !== present.size) wrong.push('the count of users is wrong')

  const tried = namesOf(history.tried, 'create-user')
  const deletionTried = namesOf(history.tried, 'delete-user')
  for (const sub of namesOf(history.confirmed, 'create-user')) {
    if (!present.has(sub) && !deletionTried.has(sub)) wrong.push(`user ${sub} was confirmed and is lost`)
  }
  for (const sub of namesOf(history.confirmed, 'delete-user')) {
    if (present.has(sub)) wrong.push(`user ${sub} was deleted and is back`)
  }
  for (const sub of present) {
    const holder = await storage.users.findByAlias(poolId, [{ namespace: 'username', key: sub }])
    if (tried.has(sub) && holder?.sub !== sub) wrong.push(`user ${sub} is there without a name`)
    if (!tried.has(sub) && !/-(owner|versions)$/.test(sub)) wrong.push(`user ${sub} is there and nobody tried`)
  }
  return wrong
}

async function verifyCodes(storage: Storage, poolId: string, history: History): Promise<readonly string[]> {
  const wrong: string[] = []
  const put = namesOf(history.confirmed, 'put-code')
  const { purpose, codeHash } = make.aCode(poolId)
  for (const subject of namesOf(history.tried, 'put-code')) {
    const proofs = await Promise.all(['one', 'other'].map((by) => storage.groups.find(poolId, `${subject}-${by}`)))
    const spent = proofs.filter((proof) => proof !== undefined).length
    const isThere = (await storage.factors.findCode(poolId, subject, purpose)) !== undefined
    if (spent > 1) wrong.push(`code ${subject} was spent twice`)
    if (isThere && spent > 0) wrong.push(`code ${subject} is spent and there`)
    if (!isThere && spent === 0 && put.has(subject)) wrong.push(`code ${subject} was confirmed and is lost`)
    const again = await storage.commit([{ write: 'consumeCode', poolId, subject, purpose, codeHash, now: make.noon }])
    if (again.committed !== isThere) wrong.push(`code ${subject} is spent again`)
  }
  for (const { of: subject, by } of history.confirmed.filter((deed) => deed.deed === 'spend-code')) {
    const proof = await storage.groups.find(poolId, `${subject}-${by}`)
    if (proof === undefined) wrong.push(`code ${subject} was spent by ${by} and that is lost`)
  }
  return wrong
}

/** A chain of steps stands somewhere between the last that was confirmed and the last that was tried. */
async function verifySteps(storage: Storage, poolId: string, history: History): Promise<readonly string[]> {
  const wrong: string[] = []
  const stands = async (kind: 'rotate' | 'update-user', of: string): Promise<number | undefined> => {
    if (kind === 'update-user') return (await storage.users.find(poolId, of))?.version
    const family = await storage.sessions.findTokenFamily(poolId, of)
    return family && Number(family.currentTokenHash)
  }
  for (const kind of ['rotate', 'update-user'] as const) {
    const stepsOf = (deeds: readonly Deed[]) => deeds.flatMap((deed) => (deed.deed === kind ? [deed] : []))
    const last = stepsOf(history.tried).at(-1)
    const confirmed = stepsOf(history.confirmed).at(-1)
    if (last === undefined) continue
    const step = await stands(kind, last.of)
    const isKept = step !== undefined && step <= last.step && (confirmed === undefined || step >= confirmed.step)
    if (!isKept) wrong.push(`${kind} stands at ${step}, confirmed ${confirmed?.step}, tried ${last.step}`)
  }
  return wrong
}

function namesOf(deeds: readonly Deed[], kind: Deed['deed']): ReadonlySet<string> {
  return new Set(deeds.filter(({ deed }) => deed === kind).map(({ of }) => of))
}
