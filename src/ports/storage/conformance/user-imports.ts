import assert from 'node:assert/strict'
import type { UserImportJob } from '../../../domain/user-import/user-import-job.ts'
import type { GuardCase } from './guard-case.ts'
import { allPages, givenPool, mustCommit, type Behaviour } from './given.ts'
import * as make from './records.ts'
import type { GuardName, Write } from '../storage.ts'
import type { UserImportWrite } from '../user-imports.ts'

export function anImportJob(poolId: string, overrides: Partial<UserImportJob> = {}): UserImportJob {
  return {
    poolId,
    id: make.fresh('import-'),
    name: 'people',
    cloudWatchLogsRoleArn: 'arn:aws:iam::123456789012:role/logs',
    passwordHashingAlgorithm: 'BCRYPT',
    status: 'Created',
    upload: undefined,
    nextLine: 2,
    importedUsers: 0,
    skippedUsers: 0,
    failedUsers: 0,
    completionMessage: undefined,
    createdAt: make.noon,
    startedAt: undefined,
    completedAt: undefined,
    ...overrides,
  }
}

const now = make.after(10)
const leaseUntil = make.after(70)

/** A job, and what moves it on. Every account has one import at a time, so each of these has its own. */
function steps(poolId: string) {
  const job = anImportJob(poolId)
  const names = { poolId, jobId: job.id }
  const upload = 'first'
  const accountId = make.fresh('account-')
  const chunk = { ...names, upload, number: 0, content: Uint8Array.of(1, 2, 3), expiresAt: make.after(86_400) }
  const advance = { fromLine: 2, toLine: 5, importedUsers: 1, skippedUsers: 1, failedUsers: 1, leaseUntil }
  return {
    job,
    names,
    chunk,
    create: { write: 'createImportJob', job },
    put: { write: 'putImportChunk', chunk },
    complete: { write: 'completeImportUpload', ...names, upload },
    start: { write: 'startImportJob', ...names, accountId, at: make.noon },
    stop: { write: 'stopImportJob', ...names },
    claim: { write: 'claimImportJob', ...names, owner: 'node', now, leaseUntil },
    advance: { write: 'advanceImportJob', ...names, owner: 'node', ...advance, outcomes: 'one\ntwo' },
    finish: {
      write: 'finishImportJob',
      ...names,
      owner: 'node',
      status: 'Succeeded',
      completionMessage: 'done',
      at: make.after(99),
    },
  } as const
}

export const importWrites: Readonly<Record<UserImportWrite['write'], Behaviour>> = {
  async createImportJob({ storage, poolId }) {
    const jobs = [1, 3, 2].map((seconds) => anImportJob(poolId, { createdAt: make.after(seconds) }))
    await mustCommit(storage, ...jobs.map((job): Write => ({ write: 'createImportJob', job })))
    assert.deepEqual(await storage.userImports.find(poolId, jobs[0]?.id ?? ''), jobs[0])
    const found = await allPages((page) => storage.userImports.list(poolId, page), 2)
    assert.deepEqual(found, [jobs[1], jobs[2], jobs[0]])
    const other = await givenPool(storage)
    assert.equal(await storage.userImports.find(other.poolId, jobs[0]?.id ?? ''), undefined)
  },

  async putImportChunk({ storage, poolId }) {
    const { create, put, chunk } = steps(poolId)
    await mustCommit(storage, create, put)
    assert.deepEqual(Uint8Array.from((await storage.userImports.readChunk(chunk)) ?? []), chunk.content)
    assert.equal(await storage.userImports.readChunk({ ...chunk, number: 1 }), undefined)
    assert.equal(await storage.userImports.readChunk({ ...chunk, upload: 'second' }), undefined)
    await storage.deleteExpired(chunk.expiresAt)
    assert.equal(await storage.userImports.readChunk(chunk), undefined)
  },

  async completeImportUpload({ storage, poolId }) {
    const { create, put, complete, chunk, job } = steps(poolId)
    const earlier = { ...chunk, upload: 'earlier' }
    await mustCommit(storage, create, { write: 'putImportChunk', chunk: earlier }, put, complete)
    assert.deepEqual(await storage.userImports.find(poolId, job.id), { ...job, upload: 'first' })
    assert.equal(await storage.userImports.readChunk(earlier), undefined)
    assert.notEqual(await storage.userImports.readChunk(chunk), undefined)
  },

  async startImportJob({ storage, poolId }) {
    const { create, put, complete, start, chunk, job, names } = steps(poolId)
    await mustCommit(storage, create, put, complete, start)
    const started = { ...job, upload: 'first', status: 'Pending', startedAt: make.noon }
    assert.deepEqual(await storage.userImports.find(poolId, job.id), started)
    const claimable = await storage.userImports.listClaimable(now)
    assert.deepEqual(
      claimable.filter(({ jobId }) => jobId === job.id),
      [names],
    )
    await storage.deleteExpired(chunk.expiresAt)
    assert.notEqual(await storage.userImports.readChunk(chunk), undefined)
  },

  async stopImportJob({ storage, poolId }) {
    const { create, complete, start, stop, claim, job } = steps(poolId)
    await mustCommit(storage, create, complete, start, stop)
    assert.equal((await storage.userImports.find(poolId, job.id))?.status, 'Stopping')
    await mustCommit(storage, claim)
    assert.equal((await storage.userImports.find(poolId, job.id))?.status, 'Stopping')
  },

  async claimImportJob({ storage, poolId }) {
    const { create, complete, start, claim, job } = steps(poolId)
    await mustCommit(storage, create, complete, start, claim)
    assert.equal((await storage.userImports.find(poolId, job.id))?.status, 'InProgress')
    const isListed = async (at: Date): Promise<boolean> =>
      (await storage.userImports.listClaimable(at)).some(({ jobId }) => jobId === job.id)
    assert.equal(await isListed(make.after(69)), false)
    assert.equal(await isListed(leaseUntil), true)
    await mustCommit(storage, { ...claim, owner: 'another', now: leaseUntil, leaseUntil: make.after(130) })
  },

  async advanceImportJob({ storage, poolId }) {
    const { create, complete, start, claim, advance, job } = steps(poolId)
    await mustCommit(storage, create, complete, start, claim, advance)
    await mustCommit(storage, { ...advance, fromLine: 5, toLine: 9, skippedUsers: 0, outcomes: 'three' })
    const { nextLine, importedUsers, skippedUsers, failedUsers } =
      (await storage.userImports.find(poolId, job.id)) ?? job
    assert.deepEqual([nextLine, importedUsers, skippedUsers, failedUsers], [9, 2, 1, 2])
    assert.deepEqual(await storage.userImports.listOutcomes(poolId, job.id, 0), ['one', 'two', 'three'])
    assert.deepEqual(await storage.userImports.listOutcomes(poolId, job.id, 5), ['three'])
  },

  async finishImportJob({ storage, poolId }) {
    const { create, put, complete, start, claim, finish, chunk, job } = steps(poolId)
    await mustCommit(storage, create, put, complete, start, claim, finish)
    const { status, completionMessage, completedAt } = (await storage.userImports.find(poolId, job.id)) ?? job
    assert.deepEqual([status, completionMessage, completedAt], ['Succeeded', 'done', make.after(99)])
    assert.equal(await storage.userImports.readChunk(chunk), undefined)
    await mustCommit(storage, { write: 'requireNoImport', poolId })
  },

  async requireNoImport({ storage, poolId }) {
    const { create, complete } = steps(poolId)
    await mustCommit(storage, { write: 'requireNoImport', poolId }, create, complete)
    await mustCommit(storage, { write: 'requireNoImport', poolId })
  },
}

type OwnGuard = Extract<GuardName, `import-job-${string}` | 'no-import-running' | 'no-other-import'>

export const importGuards: Readonly<Record<OwnGuard, Readonly<Record<string, GuardCase>>>> = {
  'import-job-created': {
    'a piece of a file for no job': ({ poolId }) => ({ fails: steps(poolId).put }),
    'a start without a file': ({ poolId }) => {
      const { create, put, start } = steps(poolId)
      return { given: [create, put], fails: start }
    },
    'a second start': ({ poolId }) => {
      const { create, complete, start } = steps(poolId)
      return { given: [create, complete, start], fails: start }
    },
    'another file for a job that has started': ({ poolId }) => {
      const { create, complete, start, put } = steps(poolId)
      return { given: [create, complete, start], fails: put }
    },
    'the end of another upload for a job that has started': ({ poolId }) => {
      const { create, complete, start } = steps(poolId)
      return { given: [create, complete, start], fails: { ...complete, upload: 'second' } }
    },
  },
  'no-other-import': {
    'a start beside another job of the account': ({ poolId }) => {
      const { create, complete, start } = steps(poolId)
      const other = steps(poolId)
      return {
        given: [create, complete, start, other.create, other.complete],
        fails: { ...other.start, accountId: start.accountId },
      }
    },
  },
  'import-job-running': {
    'stopping a job that has not started': ({ poolId }) => {
      const { create, stop } = steps(poolId)
      return { given: [create], fails: stop }
    },
    'stopping a job twice': ({ poolId }) => {
      const { create, complete, start, stop } = steps(poolId)
      return { given: [create, complete, start, stop], fails: stop }
    },
  },
  'import-job-claimable': {
    'claiming a job that has not started': ({ poolId }) => {
      const { create, claim } = steps(poolId)
      return { given: [create], fails: claim }
    },
    'claiming a job that another node holds': ({ poolId }) => {
      const { create, complete, start, claim } = steps(poolId)
      return { given: [create, complete, start, claim], fails: { ...claim, now: make.after(69) } }
    },
  },
  'import-job-owned': {
    'progress by a node that lost the job': ({ poolId }) => {
      const { create, complete, start, claim, advance } = steps(poolId)
      return { given: [create, complete, start, claim], fails: { ...advance, owner: 'another' } }
    },
    'the same progress twice': ({ poolId }) => {
      const { create, complete, start, claim, advance } = steps(poolId)
      return { given: [create, complete, start, claim, advance], fails: advance }
    },
    'progress of a job that is to stop': ({ poolId }) => {
      const { create, complete, start, claim, stop, advance } = steps(poolId)
      return { given: [create, complete, start, claim, stop], fails: advance }
    },
    'a second end': ({ poolId }) => {
      const { create, complete, start, claim, finish } = steps(poolId)
      return { given: [create, complete, start, claim, finish], fails: finish }
    },
  },
  'no-import-running': {
    'a pool into which users are being imported': ({ poolId }) => {
      const { create, complete, start } = steps(poolId)
      return { given: [create, complete, start], fails: { write: 'requireNoImport', poolId } }
    },
  },
}

/** Half of them want the one job, half a job of their own, all of one account. */
export function importContest(poolId: string): {
  readonly given: readonly Write[]
  readonly attempt: (contender: number) => Write
  readonly winners: number
} {
  const { create, complete, start } = steps(poolId)
  const other = steps(poolId)
  return {
    given: [create, complete, other.create, other.complete],
    attempt: (contender) => (contender % 2 === 0 ? start : { ...other.start, accountId: start.accountId }),
    winners: 1,
  }
}
