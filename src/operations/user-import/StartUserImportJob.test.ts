import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AddCustomAttributes } from '../user-pool/AddCustomAttributes.ts'
import { DeleteUserPool } from '../user-pool/DeleteUserPool.ts'
import { UpdateUserPool } from '../user-pool/UpdateUserPool.ts'
import { CreateUserImportJob } from './CreateUserImportJob.ts'
import { DescribeUserImportJob } from './DescribeUserImportJob.ts'
import { GetCSVHeader } from './GetCSVHeader.ts'
import { ListUserImportJobs } from './ListUserImportJobs.ts'
import { StartUserImportJob } from './StartUserImportJob.ts'
import { StopUserImportJob } from './StopUserImportJob.ts'

const CloudWatchLogsRoleArn = 'arn:aws:iam::123456789012:role/logs'
const at = Date.parse('2026-03-01T12:00:00Z') / 1000

async function openPool() {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration: { AutoVerifiedAttributes: ['email'] } })
  const UserPoolId = pool.id
  const create = async (JobName = 'people'): Promise<any> => {
    const input = { UserPoolId, JobName, CloudWatchLogsRoleArn, PasswordHashingAlgorithm: 'SCRYPT' }
    return callOnWire(CreateUserImportJob, ports, input)
  }
  const upload = (jobId: string) =>
    ports.storage.commit([{ write: 'completeImportUpload', poolId: pool.id, jobId, upload: 'file' }])
  const ids = (JobId: string) => ({ UserPoolId, JobId })
  return { ports, pool, UserPoolId, create, upload, ids }
}

describe('a job of a user import', () => {
  test('is created, told, listed newest first, started and stopped', async () => {
    const { ports, UserPoolId, create, upload, ids } = await openPool()
    const { UserImportJob: job } = await create()
    assert.match(job.JobId, /^import-[0-9A-Za-z]{10}$/)
    assert.match(
      job.PreSignedUrl,
      new RegExp(`^https://localhost/_imports/${UserPoolId}/${job.JobId}\\?expires=${at + 900}&signature=[\\w-]{43}$`),
    )
    const created = {
      JobName: 'people',
      JobId: job.JobId,
      UserPoolId,
      PreSignedUrl: job.PreSignedUrl,
      CreationDate: at,
      Status: 'Created',
      CloudWatchLogsRoleArn,
      ImportedUsers: 0,
      SkippedUsers: 0,
      FailedUsers: 0,
      PasswordHashingAlgorithm: 'SCRYPT',
    }
    assert.deepEqual(job, created)
    assert.deepEqual(await callOnWire(DescribeUserImportJob, ports, ids(job.JobId)), { UserImportJob: created })
    ports.clock.advanceSeconds(1)
    const { UserImportJob: second } = await create('second')
    const list = async (more = {}): Promise<any> =>
      callOnWire(ListUserImportJobs, ports, { UserPoolId, MaxResults: 1, ...more })
    const page = await list()
    assert.deepEqual(page.UserImportJobs, [second])
    assert.deepEqual(await list({ PaginationToken: page.PaginationToken }), { UserImportJobs: [created] })

    assert.equal(
      await callOnWire(StartUserImportJob, ports, ids(job.JobId)),
      'PreconditionNotMetException: The user import job has no CSV file: upload one to its PreSignedUrl.',
    )
    await upload(job.JobId)
    await upload(second.JobId)
    const started = { ...created, Status: 'Pending', StartDate: at + 1 }
    assert.deepEqual(await callOnWire(StartUserImportJob, ports, ids(job.JobId)), { UserImportJob: started })
    assert.equal(
      await callOnWire(StartUserImportJob, ports, ids(job.JobId)),
      'PreconditionNotMetException: The user import job cannot be started: it is Pending.',
    )
    assert.equal(
      await callOnWire(StartUserImportJob, ports, ids(second.JobId)),
      'PreconditionNotMetException: Only one user import job can be active in an account.',
    )
    assert.deepEqual(await callOnWire(StopUserImportJob, ports, ids(job.JobId)), {
      UserImportJob: { ...started, Status: 'Stopping' },
    })
    assert.equal(
      await callOnWire(StopUserImportJob, ports, ids(second.JobId)),
      'PreconditionNotMetException: The user import job cannot be stopped: it is Created.',
    )
  })

  test('expires after a day', async () => {
    const { ports, create, upload, ids } = await openPool()
    const { UserImportJob: job } = await create()
    await upload(job.JobId)
    ports.clock.advanceSeconds(24 * 60 * 60)
    assert.deepEqual(await callOnWire(DescribeUserImportJob, ports, ids(job.JobId)), {
      UserImportJob: {
        ...job,
        Status: 'Expired',
        CompletionDate: at + 24 * 60 * 60,
        CompletionMessage: 'The user import job has expired.',
      },
    })
    assert.equal(
      await callOnWire(StartUserImportJob, ports, ids(job.JobId)),
      'PreconditionNotMetException: The user import job cannot be started: it is Expired.',
    )
  })

  test('keeps its pool as it is while it runs', async () => {
    const { ports, UserPoolId, create, upload, ids } = await openPool()
    const { UserImportJob: job } = await create()
    await upload(job.JobId)
    await callOnWire(StartUserImportJob, ports, ids(job.JobId))
    const refusal = 'UserImportInProgressException: The user pool cannot be changed while users are being imported.'
    assert.equal(await callOnWire(UpdateUserPool, ports, { UserPoolId }), refusal)
    assert.equal(await callOnWire(DeleteUserPool, ports, { UserPoolId }), refusal)
    const CustomAttributes = [{ Name: 'x', AttributeDataType: 'String' }]
    assert.equal(await callOnWire(AddCustomAttributes, ports, { UserPoolId, CustomAttributes }), refusal)
  })

  test('is refused where there is none, and in a pool that verifies nothing', async () => {
    const { ports, ids, UserPoolId } = await openPool()
    const named = ids('import-none')
    for (const refusal of [
      await callOnWire(DescribeUserImportJob, ports, named),
      await callOnWire(StartUserImportJob, ports, named),
      await callOnWire(StopUserImportJob, ports, named),
    ]) {
      assert.equal(refusal, 'ResourceNotFoundException: User import job does not exist.')
    }
    const { CSVHeader } = (await callOnWire(GetCSVHeader, ports, { UserPoolId })) as Record<string, any>
    assert.equal(CSVHeader.length, 21)
    const plain = await givenPool(ports, { id: 'us-east-1_Plain0001' })
    const input = { UserPoolId: plain.id, JobName: 'x', CloudWatchLogsRoleArn }
    assert.equal(
      await callOnWire(CreateUserImportJob, ports, input),
      'PreconditionNotMetException: The user pool must have at least one auto verified attribute.',
    )
  })
})
