import assert from 'node:assert/strict'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { freePort } from '../free-port.ts'
import { startMailServer, type MailServer } from '../mail/mail-server.ts'
import { startHttpDouble } from '../mail/http-double.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { until } from '../until.ts'
import { ask, toThisMachine } from './ask.ts'
import { runSallyport, type Program } from './program.ts'
import {
  makeAccessKey,
  migrate,
  prepareProduction,
  serve,
  storeFlags,
  type AccessKey,
  type Production,
} from './serve-secure.ts'

const newFolder = temporaryFolders()
const Password = 'Correct-h0rse-battery'
const login = { user: 'sallyport', password: 'mail-password-canary' }

interface Node {
  readonly production: Production
  readonly operator: CognitoIdentityProviderClient
  readonly poolId: string
  readonly clientId: string
}

function sdk(production: Production, credentials: AccessKey): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    region: 'us-east-1',
    endpoint: production.publicUrl,
    credentials,
    requestHandler: {
      httpsAgent: new Agent({ ca: readFileSync(production.certFile, 'utf8'), lookup: toThisMachine }),
    },
  })
}

async function makePool(production: Production): Promise<Node> {
  const operator = sdk(production, await makeAccessKey(production))
  const { UserPool } = await operator.send(
    new CreateUserPoolCommand({
      PoolName: 'people',
      AutoVerifiedAttributes: ['email'],
      EmailConfiguration: {
        EmailSendingAccount: 'DEVELOPER',
        SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/pool.example',
        From: 'Pool <hello@pool.example>',
      },
    }),
  )
  const { UserPoolClient } = await operator.send(
    new CreateUserPoolClientCommand({
      UserPoolId: UserPool?.Id,
      ClientName: 'app',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  )
  return { production, operator, poolId: UserPool?.Id ?? '', clientId: UserPoolClient?.ClientId ?? '' }
}

function signUp({ operator, clientId: ClientId }: Node, Username: string, email: string) {
  const UserAttributes = [{ Name: 'email', Value: email }]
  return operator.send(new SignUpCommand({ ClientId, Username, Password, UserAttributes }))
}

function mailFlags(production: Production, mailServer: MailServer): string[] {
  const passwordFile = join(production.folder, 'mail-password')
  const caFile = join(production.folder, 'mail-ca.pem')
  writeFileSync(passwordFile, `${login.password}\n`, { mode: 0o600 })
  writeFileSync(caFile, mailServer.certificate)
  return [
    '--smtp-url',
    `smtp://${login.user}@localhost:${mailServer.port}`,
    '--smtp-ca-file',
    caFile,
    '--smtp-password-file',
    passwordFile,
    '--mail-from',
    'Example <no-reply@example.com>',
  ]
}

describe('serve with a mail server', () => {
  let node: Node
  let program: Program
  let mailServer: MailServer
  let metricsPort: number
  before(async () => {
    mailServer = await startMailServer({
      security: 'starttls',
      login,
      onRecipient: (address) => (address.startsWith('gone') ? 550 : undefined),
    })
    const production = await prepareProduction(newFolder())
    await migrate(production)
    metricsPort = await freePort()
    const metrics = ['--metrics-address', `127.0.0.1:${metricsPort}`, '--log-level', 'debug']
    program = await serve(production, [...production.flags, ...mailFlags(production, mailServer), ...metrics])
    node = await makePool(production)
  })
  after(async () => {
    node.operator.destroy()
    await program[Symbol.asyncDispose]()
    await mailServer[Symbol.asyncDispose]()
  })
  const messages = async (...argv: string[]) =>
    await runSallyport(['messages', ...argv, ...storeFlags(node.production)]).ended

  test('a code that was mailed confirms the account', async () => {
    await signUp(node, 'ada', 'ada@example.com')
    await until(() => mailServer.received.length === 1)
    const [mail] = mailServer.received
    assert.deepEqual(
      [mail?.from, mail?.to, mail?.user, mail?.isEncrypted],
      ['hello@pool.example', ['ada@example.com'], 'sallyport', true],
    )
    const ConfirmationCode = /confirmation code is (\d{6})/.exec(mail?.source ?? '')?.[1]
    await node.operator.send(new ConfirmSignUpCommand({ ClientId: node.clientId, Username: 'ada', ConfirmationCode }))
  })

  test('an address that bounces is given up, blocks nobody, and waits for an operator', async () => {
    const before = mailServer.received.length
    await signUp(node, 'gone', 'gone@example.com')
    await signUp(node, 'grace', 'grace@example.com')
    await until(() => mailServer.received.length === before + 1)
    let listed = ''
    await until(async () => (listed = (await messages('list')).stdout) !== '')
    const { id, createdAt, ...dead } = JSON.parse(listed)
    assert.deepEqual(dead, {
      userPoolId: node.poolId,
      channel: 'EMAIL',
      to: 'gone@example.com',
      tries: 1,
      reason: 'SMTP 550 at RCPT TO',
    })
    assert.ok(Date.parse(createdAt) > 0)
    const { text } = await ask(`http://127.0.0.1:${metricsPort}/metrics`)
    assert.match(text, /^sallyport_messages_dead 1$/m)
    assert.match(text, /^sallyport_messages_waiting 0$/m)
    assert.match(text, /^sallyport_messages_total\{channel="EMAIL",result="given-up"\} 1$/m)
    assert.deepEqual(await messages('discard', id), { code: 0, stdout: '1 message: discard\n', stderr: '' })
    assert.equal((await messages('list')).stdout, '')
    assert.equal((await messages('retry', id)).code, 1)
  })

  test('a mail that nobody takes waits, and hinders nobody who signs in', async () => {
    await node.operator.send(
      new AdminCreateUserCommand({
        UserPoolId: node.poolId,
        Username: 'sms',
        UserAttributes: [{ Name: 'phone_number', Value: '+15550100' }],
        DesiredDeliveryMediums: ['SMS'],
      }),
    )
    const AuthParameters = { USERNAME: 'ada', PASSWORD: Password }
    const request = { ClientId: node.clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const
    const { AuthenticationResult } = await node.operator.send(new InitiateAuthCommand(request))
    assert.ok(AuthenticationResult?.AccessToken)
    await until(async () =>
      /^sallyport_messages_waiting 1$/m.test((await ask(`http://127.0.0.1:${metricsPort}/metrics`)).text),
    )
  })

  test('the log names no code, no address and no password', () => {
    const codes = mailServer.received.map(({ source }) => /code is (\d{6})/.exec(source)?.[1] ?? '')
    assert.ok(codes.length >= 2 && codes.every((code) => code !== ''))
    const log = program.stderr()
    assert.match(log, /a message is given up/)
    for (const secret of [...codes, 'gone@example.com', login.password, Password, '123456']) {
      assert.equal(new RegExp(`(?<![\\w.-])${secret}(?![\\w-])`).test(log), false, secret)
    }
  })
})

describe('a node that is killed', () => {
  test('between sending and remembering it loses nothing, and sends at most one twice', async () => {
    const production = await prepareProduction(newFolder())
    await migrate(production)
    const kill = { inMails: 0, program: undefined as Program | undefined }
    await using mailServer = await startMailServer({
      security: 'starttls',
      login,
      // Taken, and the node is gone before it can hear so.
      onMail: async () => {
        kill.inMails -= 1
        if (kill.inMails === 0) await kill.program?.stop('SIGKILL')
        return undefined
      },
    })
    const flags = [...production.flags, ...mailFlags(production, mailServer)]
    kill.program = await serve(production, flags)
    const node = await makePool(production)
    const people = Array.from({ length: 6 }, (_, index) => `person${index}@example.com`)
    for (const [index, email] of people.entries()) {
      if (index === people.length - 1) kill.inMails = 1
      await signUp(node, `person${index}`, email)
      if (index < people.length - 1) await until(() => mailServer.received.length === index + 1)
    }
    node.operator.destroy()
    await kill.program.ended
    await until(() => mailServer.received.length === people.length)
    // What the dead node had taken is free again when its lease is over.
    await expireLeases(production)
    await using again = await serve(production, flags)
    await until(() => mailServer.received.length === people.length + 1)
    await again.stop()
    const sent = mailServer.received.map(({ to }) => to[0] ?? '')
    assert.deepEqual([...new Set(sent)].toSorted(), people.toSorted())
    const ids = mailServer.received.map(({ source }) => /^message-id: (.*)$/im.exec(source)?.[1])
    assert.equal(new Set(ids).size, people.length, 'the duplicate has the Message-ID of the first')
  })
})

/** What waiting for two minutes would do. */
async function expireLeases(production: Production): Promise<void> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(join(production.folder, 'data', 'sallyport.db'))
  database.exec('update messages set due_at = created_at where due_at is not null')
  database.close()
}

describe('serve with an SMS provider', () => {
  test('sends SMS by the request that the file describes', async () => {
    await using provider = await startHttpDouble(() => ({ status: 201 }))
    const production = await prepareProduction(newFolder())
    await migrate(production)
    const file = join(production.folder, 'sms.json')
    const form = { To: '{to}', From: '+15550199', Body: '{text}' }
    const headers = { authorization: 'Basic a2V5LWNhbmFyeQ==' }
    writeFileSync(file, JSON.stringify({ url: provider.url, headers, form }), { mode: 0o644 })
    const flags = [...production.flags, '--sms-provider-file', file]
    const refused = await runSallyport(['serve', ...flags]).ended
    assert.equal(refused.code, 1)
    assert.match(refused.stderr, /The file of the SMS provider .* has mode 0644/)

    writeFileSync(file, '', { mode: 0o600 })
    chmodSync(file, 0o600)
    writeFileSync(file, JSON.stringify({ url: provider.url, headers, form }))
    await using program = await serve(production, flags)
    const node = await makePool(production)
    await node.operator.send(
      new AdminCreateUserCommand({
        UserPoolId: node.poolId,
        Username: 'ada',
        UserAttributes: [{ Name: 'phone_number', Value: '+15550100' }],
        DesiredDeliveryMediums: ['SMS'],
      }),
    )
    node.operator.destroy()
    await until(() => provider.calls.length === 1)
    const sent = Object.fromEntries(new URLSearchParams(provider.calls[0]?.body))
    assert.equal(sent['To'], '+15550100')
    assert.match(sent['Body'] ?? '', /^Your username is ada and temporary password is \S+\.$/)
    await program.stop()
  })
})
