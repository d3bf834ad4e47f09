import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { startHttpDouble, type HttpAnswer, type HttpCall } from '../../../test/mail/http-double.ts'

const key = { accessKeyId: 'ASIAFOUND', secretAccessKey: 'a secret', sessionToken: 'a token' }
const expiration = new Date(Date.now() + 3_600_000).toISOString()
const found = { kind: 'found', accessKey: key }
const search = `
  import { findOwnCredentials } from ${JSON.stringify(new URL('own-credentials.ts', import.meta.url).href)}
  const find = findOwnCredentials({ region: 'eu-central-1' })
  const [first, ...others] = await Promise.all([find(), find(), find()])
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first))) throw new Error('not the same')
  process.stdout.write(JSON.stringify(first))`

/** What a process of its own finds that has this environment and nothing else. */
async function find(environment: Readonly<Record<string, string>>): Promise<unknown> {
  const nowhere = join(tmpdir(), 'no-such-folder')
  const env = {
    HOME: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
    AWS_CONFIG_FILE: nowhere,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...environment,
  }
  const words = ['--input-type=module-typescript', '--eval', search]
  const { stdout } = await promisify(execFile)(process.execPath, words, { env })
  return JSON.parse(stdout)
}

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-aws-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

/** Whose answers are JSON or text, by method and path; anything else is not there. */
async function startAnswers(answers: Readonly<Record<string, (call: HttpCall) => unknown>>) {
  return startHttpDouble((call): HttpAnswer => {
    const answer = answers[`${call.method} ${call.path}`]?.(call)
    if (answer === undefined) return { status: 404 }
    return { status: 200, body: typeof answer === 'string' ? answer : JSON.stringify(answer) }
  })
}

describe('credentials of AWS that are not in the environment', () => {
  test('are those of a profile', async (t) => {
    const file = join(await folderFor(t), 'credentials')
    await writeFile(
      file,
      `[notes]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\naws_session_token = ${key.sessionToken}\n`,
    )
    const others = { AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: 'other' }
    assert.deepEqual(await find({ AWS_PROFILE: 'notes', AWS_SHARED_CREDENTIALS_FILE: file, ...others }), found)
  })

  test('are those of a container, asked for with the token in its file', async (t) => {
    const token = join(await folderFor(t), 'token')
    await writeFile(token, 'the container’s token'.replace('’', ''))
    await using container = await startAnswers({
      'GET /credentials': ({ headers }) =>
        headers.authorization === 'the containers token'
          ? {
              AccessKeyId: key.accessKeyId,
              SecretAccessKey: key.secretAccessKey,
              Token: key.sessionToken,
              Expiration: expiration,
            }
          : undefined,
    })
    const environment = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container.url}/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: token,
    }
    assert.deepEqual(await find(environment), found)
    assert.equal(container.calls.length, 1)
  })

  test('are those of a machine, asked for with a token of its metadata service (IMDSv2)', async () => {
    const isAllowed = ({ headers }: HttpCall) => headers['x-aws-ec2-metadata-token'] === 'session'
    const path = '/latest/meta-data/iam/security-credentials/'
    await using machine = await startAnswers({
      'PUT /latest/api/token': () => 'session',
      [`GET ${path}`]: (call) => (isAllowed(call) ? 'notes' : undefined),
      [`GET ${path}notes`]: (call) =>
        isAllowed(call)
          ? {
              Code: 'Success',
              Type: 'AWS-HMAC',
              AccessKeyId: key.accessKeyId,
              SecretAccessKey: key.secretAccessKey,
              Token: key.sessionToken,
              Expiration: expiration,
            }
          : undefined,
    })
    const environment = { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: machine.url }
    assert.deepEqual(await find(environment), found)
  })

  test('are those of a role that a web identity is let into', async (t) => {
    const token = join(await folderFor(t), 'token')
    await writeFile(token, 'the.identity.token')
    const role = 'arn:aws:iam::123456789012:role/notes'
    await using sts = await startAnswers({
      'POST /': ({ body }) => {
        const { Action, RoleArn, WebIdentityToken } = Object.fromEntries(new URLSearchParams(body))
        if (Action !== 'AssumeRoleWithWebIdentity' || RoleArn !== role || WebIdentityToken !== 'the.identity.token')
          return
        return `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${key.accessKeyId}</AccessKeyId><SecretAccessKey>${key.secretAccessKey}</SecretAccessKey><SessionToken>${key.sessionToken}</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`
      },
    })
    const environment = {
      AWS_WEB_IDENTITY_TOKEN_FILE: token,
      AWS_ROLE_ARN: role,
      AWS_ROLE_SESSION_NAME: 'gateway',
      AWS_ENDPOINT_URL_STS: sts.url,
    }
    assert.deepEqual(await find(environment), found)
    assert.equal(sts.calls.length, 1)
  })

  test('are missed in words that hold no secret', async (t) => {
    const file = join(await folderFor(t), 'config')
    await writeFile(file, '[profile notes]\ncredential_process = /no/such/program --password secret-canary\n')
    const said = await find({ AWS_PROFILE: 'notes', AWS_CONFIG_FILE: file })
    assert.deepEqual(said, {
      kind: 'refused',
      reason: 'no source of AWS’s credentials has any (CredentialsProviderError)',
    })
  })
})
