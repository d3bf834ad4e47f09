import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hashSync } from 'bcryptjs'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { ask, operate } from './ask.ts'
import { claimsOf, password, signIn, signUp } from './people.ts'
import { start, type Started } from './program.ts'

const newFolder = temporaryFolders()
const encryption = { 'x-amz-server-side-encryption': 'aws:kms' }
const hashColumn = 'cognito:password_hash'

let program: Started
before(async () => {
  program = await start(newFolder(), ['--log-level', 'info'])
})
after(() => program[Symbol.asyncDispose]())

async function call(operation: string, input: object): Promise<Readonly<Record<string, any>>> {
  const { httpUrl, userPoolId: UserPoolId } = program.ready
  const { status, output } = await operate(httpUrl, operation, { UserPoolId, ...input })
  assert.equal(status, 200, JSON.stringify(output))
  return output
}

async function createJob(): Promise<Readonly<Record<string, any>>> {
  const CloudWatchLogsRoleArn = 'arn:aws:iam::123456789012:role/logs'
  const job = { JobName: 'people', CloudWatchLogsRoleArn, PasswordHashingAlgorithm: 'BCRYPT' }
  return (await call('CreateUserImportJob', job))['UserImportJob']
}

/** Status and error code. */
async function upload(url: string, body: string): Promise<readonly unknown[]> {
  const { caFile } = program.ready
  const { status, text } = await ask(url, { method: 'PUT', headers: encryption, body, caFile })
  return [status, /<Code>(\w+)<\/Code>/.exec(text)?.[1]]
}

async function finished(JobId: string): Promise<Readonly<Record<string, any>>> {
  let job: Readonly<Record<string, any>> = {}
  await program.until(async () => {
    job = (await call('DescribeUserImportJob', { JobId }))['UserImportJob']
    return !['Pending', 'InProgress'].includes(job['Status'])
  })
  return job
}

test('people move in with a file, and sign in with the passwords that they had', async () => {
  await signUp(program.ready, 'bob')
  const columns: readonly string[] = [...(await call('GetCSVHeader', {}))['CSVHeader'], hashColumn]
  const row = (name: string, email: string): string => {
    const values: Readonly<Record<string, string>> = {
      'cognito:username': name,
      'cognito:mfa_enabled': 'false',
      email,
      email_verified: 'true',
      [hashColumn]: hashSync(password, 4),
    }
    return columns.map((column) => values[column] ?? '').join(',')
  }
  const rows = [row('ann', 'ann@example.com'), row('bob', 'bob@example.com'), row('cid', 'nowhere')]
  const file = [columns.join(','), ...rows, ''].join('\n')

  const job = await createJob()
  assert.equal(new URL(job['PreSignedUrl']).protocol, 'https:')
  assert.deepEqual(await upload(job['PreSignedUrl'], file), [200, undefined])
  await call('StartUserImportJob', { JobId: job['JobId'] })
  const { Status, ImportedUsers, SkippedUsers, FailedUsers, CompletionMessage } = await finished(job['JobId'])
  assert.deepEqual(
    { Status, ImportedUsers, SkippedUsers, FailedUsers, CompletionMessage },
    {
      Status: 'Succeeded',
      ImportedUsers: 1,
      SkippedUsers: 1,
      FailedUsers: 1,
      CompletionMessage: 'Import Job Completed Successfully.',
    },
  )
  const { IdToken } = await signIn(program.ready, 'ann')
  assert.equal(claimsOf(IdToken)['email'], 'ann@example.com')
  for (const outcome of ['[SUCCEEDED] Line Number 2', '[SKIPPED] Line Number 3', '[FAILED] Line Number 4']) {
    assert.ok(program.stderr().includes(outcome), outcome)
  }
})

test('nothing can be sent to a URL that was not given out, or too late', async () => {
  const [job, other] = [await createJob(), await createJob()]
  const url = new URL(job['PreSignedUrl'])
  const signature = url.searchParams.get('signature') ?? ''
  const changed = (change: (url: URL) => void): string => {
    const copy = new URL(url)
    change(copy)
    return copy.href
  }
  const refused = [
    changed(({ searchParams }) =>
      searchParams.set('signature', `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`),
    ),
    changed(({ searchParams }) => searchParams.delete('signature')),
    changed(({ searchParams }) => searchParams.set('expires', `${Number(searchParams.get('expires')) + 1}`)),
    changed((copy) => (copy.pathname = new URL(other['PreSignedUrl']).pathname)),
  ]
  for (const each of refused) assert.deepEqual(await upload(each, 'x'), [403, 'AccessDenied'], each)
  const clock = `${program.ready.httpUrl}/_sallyport/clock`
  await ask(clock, { method: 'POST', body: '{"advanceSeconds":900}' })
  assert.deepEqual(await upload(url.href, 'x'), [403, 'AccessDenied'])
  const { httpUrl, userPoolId: UserPoolId } = program.ready
  const started = await operate(httpUrl, 'StartUserImportJob', { UserPoolId, JobId: job['JobId'] })
  assert.deepEqual([started.status, started.output['__type']], [400, 'PreconditionNotMetException'])
})
