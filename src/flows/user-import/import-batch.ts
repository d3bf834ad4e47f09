import { newSub } from '../../crypto/identifiers.ts'
import { parseCsvRow } from '../../domain/user-import/csv-row.ts'
import { importedUser, type ImportedUser } from '../../domain/user-import/imported-user.ts'
import type { UserImportJob } from '../../domain/user-import/user-import-job.ts'
import { aliasesOf } from '../../domain/users/user-alias.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User, UserAlias } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { CommitResult, Write } from '../../ports/storage/storage.ts'
import type { ImportLine } from './read-import-lines.ts'

export interface ImportBatch {
  readonly pool: UserPool
  readonly job: UserImportJob
  readonly columns: readonly string[]
  readonly owner: string
  readonly lines: readonly ImportLine[]
  readonly fromLine: number
}

interface NewUser {
  readonly line: number
  readonly user: User
  readonly aliases: readonly UserAlias[]
}

/** For this long a job is in the hands of whoever wrote its last batch. */
export const leaseSeconds = 60

/**
 * Imports some rows and moves the job on behind them, in one commit: after a crash whoever takes over goes on behind the
 * last row that is there. A name or address that somebody has already, or had in an earlier row, skips its row.
 */
export async function importBatch(
  ports: Pick<Ports, 'clock' | 'log' | 'random' | 'storage'>,
  batch: ImportBatch,
): Promise<CommitResult> {
  const { pool, job, lines } = batch
  const outcomes = new Map<number, string>()
  let users: NewUser[] = []
  let failedUsers = 0
  for (const { number, text } of lines) {
    if (text.trim() === '') continue
    const parsed = readRow(ports, batch, text)
    if (parsed.kind === 'user') {
      users.push({ line: number, user: parsed.user, aliases: aliasesOf(pool, parsed.user) })
      continue
    }
    failedUsers += 1
    outcomes.set(number, `[FAILED] Line Number ${number} – ${parsed.fault}`)
  }
  let skippedUsers = 0
  const skip = ({ line }: NewUser): void => {
    skippedUsers += 1
    outcomes.set(line, `[SKIPPED] Line Number ${line} – The user already exists.`)
    users = users.filter((each) => each.line !== line)
  }
  for (const known of await findKnown(ports, pool, users)) skip(known)

  for (;;) {
    for (const { line } of users) outcomes.set(line, `[SUCCEEDED] Line Number ${line} – The import succeeded.`)
    const texts = [...outcomes].toSorted(([one], [other]) => one - other).map(([, text]) => text)
    const counts = { importedUsers: users.length, skippedUsers, failedUsers }
    const result = await ports.storage.commit(writesOf(ports, batch, { users, counts, texts }))
    if (result.committed) {
      for (const text of texts) ports.log.info({ poolId: pool.id, jobId: job.id }, text)
      return result
    }
    const { alias } = result
    const late = alias && users.findLast(({ aliases }) => aliases.some((each) => isSame(each, alias)))
    if (late === undefined) return result
    skip(late)
  }
}

function readRow(
  ports: Pick<Ports, 'clock' | 'random'>,
  { pool, job, columns }: ImportBatch,
  text: string,
): ImportedUser {
  const row = parseCsvRow(text)
  if (row.kind === 'fault') return row
  if (row.values.length !== columns.length) {
    return { kind: 'fault', fault: 'The row has another number of values than the header.' }
  }
  return importedUser(new Map(columns.map((name, place) => [name, row.values[place] ?? ''])), {
    pool,
    passwordHashingAlgorithm: job.passwordHashingAlgorithm,
    sub: newSub((size) => ports.random.bytes(size)),
    createdAt: ports.clock.now(),
  })
}

/** Only to spare attempts: whether a name is free is decided by the commit. */
async function findKnown(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  users: readonly NewUser[],
): Promise<readonly NewUser[]> {
  const found = await Promise.all(users.map(({ aliases }) => ports.storage.users.findByAlias(pool.id, aliases)))
  return users.filter((_, place) => found[place] !== undefined)
}

function writesOf(
  ports: Pick<Ports, 'clock'>,
  { pool, job, owner, lines, fromLine }: ImportBatch,
  done: {
    readonly users: readonly NewUser[]
    readonly counts: Readonly<Record<'importedUsers' | 'skippedUsers' | 'failedUsers', number>>
    readonly texts: readonly string[]
  },
): readonly Write[] {
  return [
    {
      write: 'advanceImportJob',
      poolId: pool.id,
      jobId: job.id,
      owner,
      fromLine,
      toLine: (lines.at(-1)?.number ?? fromLine) + 1,
      ...done.counts,
      outcomes: done.texts.join('\n'),
      leaseUntil: new Date(ports.clock.now().getTime() + leaseSeconds * 1000),
    },
    ...done.users.map(({ user, aliases }): Write => ({ write: 'createUser', user, aliases })),
  ]
}

function isSame(one: UserAlias, other: UserAlias): boolean {
  return one.namespace === other.namespace && one.key === other.key
}
