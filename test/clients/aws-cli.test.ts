import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { password, startInstallation, type Installation } from './installation.ts'

const skip = !isInstalled() && 'no AWS CLI'

function isInstalled(): boolean {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

let installation: Installation

before(async () => {
  if (!skip) installation = await startInstallation()
})
after(() => installation?.[Symbol.asyncDispose]())

/** One command, as somebody types it: the answer's JSON, nothing for an answer without a body, or the error's line. */
async function aws(...words: readonly string[]): Promise<any> {
  const { ready } = installation
  const env = {
    PATH: process.env.PATH,
    HOME: '/nonexistent',
    AWS_ENDPOINT_URL: ready.identityUrl,
    AWS_CA_BUNDLE: ready.caFile,
    AWS_DEFAULT_REGION: ready.region,
    AWS_ACCESS_KEY_ID: ready.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ready.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  }
  try {
    const { stdout } = await promisify(execFile)('aws', ['cognito-idp', ...words, '--output', 'json'], { env })
    return stdout.trim() === '' ? undefined : JSON.parse(stdout)
  } catch (error) {
    return String((error as { stderr?: string }).stderr).trim()
  }
}

describe('the AWS CLI', { skip }, () => {
  test('makes a pool with a client and a domain, describes them and deletes them', async () => {
    const { UserPool } = await aws(
      'create-user-pool',
      '--pool-name',
      'from the CLI',
      '--schema',
      'Name=tenant,AttributeDataType=String',
    )
    const pool = ['--user-pool-id', UserPool.Id]
    const described = await aws('describe-user-pool', ...pool)
    assert.equal(described.UserPool.Name, 'from the CLI')
    assert.ok(described.UserPool.SchemaAttributes.some(({ Name }: { Name: string }) => Name === 'custom:tenant'))
    const { UserPoolClient } = await aws(
      'create-user-pool-client',
      ...pool,
      '--client-name',
      'app',
      '--generate-secret',
    )
    assert.match(UserPoolClient.ClientSecret, /^[0-9a-v]{51,52}$/)
    const { UserPoolClients } = await aws('list-user-pool-clients', ...pool, '--max-results', '5')
    assert.deepEqual(UserPoolClients, [
      { ClientId: UserPoolClient.ClientId, UserPoolId: UserPool.Id, ClientName: 'app' },
    ])
    await aws('create-user-pool-domain', ...pool, '--domain', 'from-the-cli')
    const domain = await aws('describe-user-pool-domain', '--domain', 'from-the-cli')
    assert.equal(domain.DomainDescription.UserPoolId, UserPool.Id)
    assert.match(
      await aws('delete-user-pool', ...pool),
      /\(InvalidParameterException\) when calling the DeleteUserPool operation: User pool cannot be deleted\. It has a domain configured that should be deleted first\.$/,
    )
    await aws('delete-user-pool-domain', ...pool, '--domain', 'from-the-cli')
    assert.equal(await aws('delete-user-pool', ...pool), undefined)
    assert.match(
      await aws('describe-user-pool', ...pool),
      /\(ResourceNotFoundException\) when calling the DescribeUserPool operation: User pool us-east-1_\w{9} does not exist\.$/,
    )
  })

  test('invites a person, who sets a password and signs in', async () => {
    const { UserPoolId, ClientId } = await installation.addPool()
    const pool = ['--user-pool-id', UserPoolId]
    const user = ['--username', 'ann']
    await aws(
      'admin-create-user',
      ...pool,
      ...user,
      '--temporary-password',
      password,
      '--user-attributes',
      'Name=email,Value=ann@example.com',
      'Name=email_verified,Value=true',
      '--desired-delivery-mediums',
      'EMAIL',
    )
    const asked = await aws(
      'initiate-auth',
      '--client-id',
      ClientId,
      '--auth-flow',
      'USER_PASSWORD_AUTH',
      '--auth-parameters',
      `USERNAME=ann,PASSWORD=${password}`,
    )
    assert.equal(asked.ChallengeName, 'NEW_PASSWORD_REQUIRED')
    const answered = await aws(
      'respond-to-auth-challenge',
      '--client-id',
      ClientId,
      '--challenge-name',
      'NEW_PASSWORD_REQUIRED',
      '--session',
      asked.Session,
      '--challenge-responses',
      'USERNAME=ann,NEW_PASSWORD=Mine-0nly-now!',
    )
    assert.equal(answered.AuthenticationResult.ExpiresIn, 3600)
    const token = ['--access-token', answered.AuthenticationResult.AccessToken]
    assert.equal((await aws('get-user', ...token)).Username, 'ann')
    assert.equal(await aws('admin-disable-user', ...pool, ...user), undefined)
    assert.match(
      await aws('get-user', ...token),
      /\(NotAuthorizedException\) when calling the GetUser operation: User is disabled\.$/,
    )
    const { Users } = await aws('list-users', ...pool, '--filter', 'email = "ann@example.com"')
    assert.deepEqual(
      Users.map(({ Username, Enabled }: { Username: string; Enabled: boolean }) => ({ Username, Enabled })),
      [{ Username: 'ann', Enabled: false }],
    )
  })

  test('reads every page of a list by itself', async () => {
    const { UserPoolId, addPerson } = await installation.addPool()
    for (const name of ['a', 'b', 'c']) await addPerson(name)
    const { Users } = await aws('list-users', '--user-pool-id', UserPoolId, '--page-size', '1')
    assert.deepEqual(Users.map(({ Username }: { Username: string }) => Username).toSorted(), ['a', 'b', 'c'])
  })
})
