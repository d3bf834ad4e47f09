import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { ask, operate, signatureFor } from './ask.ts'
import { claimsOf, inboxOf, signIn, signUp } from './people.ts'
import { start, type Started } from './program.ts'

const newFolder = temporaryFolders()
const unsigned = { signature: '' }

describe('development conveniences', () => {
  let program: Started
  before(async () => {
    program = await start(newFolder())
  })
  after(() => program[Symbol.asyncDispose]())

  const post = (path: string, body = '', headers: Record<string, string> = {}) =>
    ask(`${program.ready.httpUrl}${path}`, { method: 'POST', body, headers })
  const call = (operation: string, input: object, asked = {}) => operate(program.ready.httpUrl, operation, input, asked)

  describe('the inbox', () => {
    test('lists mail newest first, with exactly the documented members', async () => {
      const { ready } = program
      await signUp(ready, 'mail1')
      await signUp(ready, 'mail2')
      const messages = await inboxOf(ready)
      assert.deepEqual(
        messages.map(({ to }) => to),
        ['mail2@example.com', 'mail1@example.com'],
      )
      const [newest] = messages
      assert.deepEqual(Object.keys(newest ?? {}), ['to', 'channel', 'subject', 'text', 'html', 'code', 'sentAt'])
      assert.equal(newest?.channel, 'EMAIL')
      assert.match(newest?.code ?? '', /^\d{6}$/)
      assert.ok(newest?.text.includes(newest.code ?? 'none'))
      assert.equal(new Date(newest?.sentAt ?? '').toISOString(), newest?.sentAt)
      assert.deepEqual(
        (await inboxOf(ready, 'mail1@example.com')).map(({ to }) => to),
        ['mail1@example.com'],
      )
    })

    test('keeps SMS too', async () => {
      const pool = {
        PoolName: 'sms',
        AutoVerifiedAttributes: ['phone_number'],
        SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sns' },
      }
      const made = await call('CreateUserPool', pool)
      assert.equal(made.status, 200, JSON.stringify(made.output))
      const UserPoolId = made.output['UserPool'].Id
      const client = await call('CreateUserPoolClient', { UserPoolId, ClientName: 'sms' })
      const input = {
        ClientId: client.output['UserPoolClient'].ClientId,
        Username: 'phoebe',
        Password: 'Correct-h0rse-battery',
        UserAttributes: [{ Name: 'phone_number', Value: '+15555550100' }],
      }
      assert.equal((await call('SignUp', input, unsigned)).status, 200)
      const [message] = await inboxOf(program.ready, '+15555550100')
      assert.deepEqual([message?.channel, message?.subject, message?.html], ['SMS', null, null])
    })

    test('is a page for a browser, at the address that programs are given', async () => {
      const { inboxUrl, caFile, consoleUrl } = program.ready
      const accept = 'text/html,application/xhtml+xml,*/*;q=0.8'
      const answer = await ask(`${inboxUrl}?to=mail1%40example.com`, { caFile, headers: { accept } })
      assert.deepEqual([answer.status, answer.headers.location], [303, `${consoleUrl}/inbox?to=mail1%40example.com`])
      const page = await ask(answer.headers.location ?? '', { caFile })
      assert.equal(page.status, 200)
      assert.ok(page.text.includes('mail1@example.com') && !page.text.includes('mail2@example.com'))
    })

    test('answers as SES emulators do', async () => {
      const answer = await ask(`${program.ready.httpUrl}/_aws/ses?email=mail1%40example.com`)
      const { messages } = JSON.parse(answer.text)
      assert.equal(messages.length, 1)
    })
  })

  describe('the clock', () => {
    test('makes an access token old, and a new sign-in is of the new time', async () => {
      const { ready } = program
      await signUp(ready, 'late')
      const { AccessToken, RefreshToken } = await signIn(ready, 'late')
      const before = JSON.parse((await ask(`${ready.httpUrl}/_sallyport/clock`)).text).now
      const answer = await post('/_sallyport/clock', '{"advanceSeconds":3601}')
      assert.equal(answer.status, 200)
      const { now } = JSON.parse(answer.text)
      assert.ok(Date.parse(now) - Date.parse(before) >= 3_601_000)
      const old = await call('GetUser', { AccessToken }, unsigned)
      assert.deepEqual([old.status, old.output['__type']], [400, 'NotAuthorizedException'])
      const headers = { authorization: `Bearer ${AccessToken}` }
      assert.equal((await ask(`${ready.gatewayUrl}/notes`, { caFile: ready.caFile, headers })).status, 401)
      const refreshed = await call(
        'InitiateAuth',
        { ClientId: ready.clientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: RefreshToken } },
        unsigned,
      )
      const fresh = claimsOf(refreshed.output['AuthenticationResult'].AccessToken)
      assert.ok(Number(fresh['iat']) * 1000 >= Date.parse(now) - 1000)
    })

    for (const body of ['', '{}', '{"advanceSeconds":-1}', '{"advanceSeconds":"1"}', '{"advanceSeconds":1e300}']) {
      test(`refuses ${body === '' ? 'nothing' : body}`, async () => {
        assert.equal((await post('/_sallyport/clock', body)).status, 400)
      })
    }
  })

  test('a page from elsewhere can change nothing', async () => {
    for (const path of ['/_sallyport/clock', '/_sallyport/reset']) {
      const answer = await post(path, '{"advanceSeconds":1}', { origin: 'https://evil.example.com' })
      assert.equal(answer.status, 403)
    }
    const forged = { headers: { origin: 'https://evil.example.com' } }
    assert.equal((await call('ListUserPools', { MaxResults: 1 }, forged)).status, 400)
  })

  test('any credentials are good, none are not; a signed request acts in the region that it names', async () => {
    assert.equal((await call('ListUserPools', { MaxResults: 1 })).status, 200)
    const missing = await call('ListUserPools', { MaxResults: 1 }, unsigned)
    assert.deepEqual([missing.status, missing.output['__type']], [400, 'MissingAuthenticationTokenException'])

    const abroad = { signature: signatureFor('ap-southeast-2') }
    const made = await call('CreateUserPool', { PoolName: 'abroad' }, abroad)
    const UserPoolId = made.output['UserPool'].Id
    assert.match(UserPoolId, /^ap-southeast-2_/)
    const client = {
      UserPoolId,
      ClientName: 'abroad',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }
    const ClientId = (await call('CreateUserPoolClient', client, abroad)).output['UserPoolClient'].ClientId
    await call('AdminCreateUser', { UserPoolId, Username: 'bruce', MessageAction: 'SUPPRESS' }, abroad)
    const Password = 'Correct-h0rse-battery'
    await call('AdminSetUserPassword', { UserPoolId, Username: 'bruce', Password, Permanent: true }, abroad)
    const { IdToken } = await signIn({ ...program.ready, clientId: ClientId }, 'bruce')
    assert.ok(String(claimsOf(IdToken)['iss']).endsWith(`/${UserPoolId}`))
    const here = (await call('ListUserPools', { MaxResults: 60 })).output['UserPools']
    const there = (await call('ListUserPools', { MaxResults: 60 }, abroad)).output['UserPools']
    const ids = (pools: { Id: string }[]): string[] => pools.map(({ Id }) => Id)
    assert.ok(!ids(here).includes(UserPoolId))
    assert.deepEqual(ids(there), [UserPoolId])
  })
})
