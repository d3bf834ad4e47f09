import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, renameSync } from 'node:fs'
import { Agent } from 'node:https'
import { after, before, describe, test } from 'node:test'
import { connect } from 'node:tls'
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { ask, operate, toThisMachine } from './ask.ts'
import { openTunnel } from './tunnel.ts'
import type { Program } from './program.ts'
import {
  makeAccessKey,
  migrate,
  prepareProduction,
  publicHost,
  serve,
  writeCertificate,
  type AccessKey,
  type Production,
} from './serve-secure.ts'

const newFolder = temporaryFolders()
const hasAwsCli = spawnSync('aws', ['--version']).status === 0

function sdk(production: Production, credentials: AccessKey): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    region: 'us-east-1',
    endpoint: production.publicUrl,
    credentials,
    maxAttempts: 1,
    requestHandler: {
      httpsAgent: new Agent({ ca: readFileSync(production.certFile, 'utf8'), lookup: toThisMachine }),
    },
  })
}

describe('serve', () => {
  let production: Production
  let key: AccessKey
  let program: Program
  before(async () => {
    production = await prepareProduction(newFolder())
    await migrate(production)
    key = await makeAccessKey(production)
    program = await serve(production)
  })
  after(() => program[Symbol.asyncDispose]())
  const at = (path: string, asked = {}) => ask(production.publicUrl + path, { caFile: production.certFile, ...asked })

  test('carries out what an operator’s key signs', async () => {
    const operator = sdk(production, key)
    const { UserPool } = await operator.send(new CreateUserPoolCommand({ PoolName: 'people' }))
    const { UserPools } = await operator.send(new ListUserPoolsCommand({ MaxResults: 10 }))
    assert.deepEqual(
      UserPools?.map(({ Id }) => Id),
      [UserPool?.Id],
    )
    const discovery = await at(`/${UserPool?.Id}/.well-known/openid-configuration`)
    assert.equal(JSON.parse(discovery.text).issuer, `${production.publicUrl}/${UserPool?.Id}`)
    operator.destroy()
  })

  test('carries out what the AWS CLI signs', { skip: !hasAwsCli && 'no AWS CLI on this machine' }, async () => {
    await using tunnel = await openTunnel()
    const flags = ['cognito-idp', 'list-user-pools', '--max-results', '5', '--endpoint-url', production.publicUrl]
    const environment = {
      PATH: process.env['PATH'],
      HOME: production.folder,
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_CA_BUNDLE: production.certFile,
      HTTPS_PROXY: tunnel.url,
    }
    const { status, stdout, stderr } = await tunnel.run('aws', flags, environment)
    assert.equal(status, 0, stderr)
    assert.ok(Array.isArray(JSON.parse(stdout).UserPools))
  })

  test('refuses a wrong secret, an unknown key and an unsigned call', async () => {
    const list = new ListUserPoolsCommand({ MaxResults: 1 })
    const wrong = sdk(production, { ...key, secretAccessKey: `${key.secretAccessKey}x` })
    await assert.rejects(wrong.send(list), { name: 'InvalidSignatureException' })
    const unknown = sdk(production, { ...key, accessKeyId: 'AKIAUNKNOWNUNKNOWN00' })
    await assert.rejects(unknown.send(list), { name: 'UnrecognizedClientException' })
    const asked = { caFile: production.certFile, signature: '' }
    const unsigned = await operate(production.publicUrl, 'ListUserPools', { MaxResults: 1 }, asked)
    assert.deepEqual([unsigned.status, unsigned.output['__type']], [400, 'MissingAuthenticationTokenException'])
    const invented = await operate(
      production.publicUrl,
      'ListUserPools',
      { MaxResults: 1 },
      { caFile: production.certFile },
    )
    assert.equal(invented.status, 400)
  })

  test('lets a key that may only read change nothing', async () => {
    const reader = sdk(production, await makeAccessKey(production, '--role', 'read-only'))
    const { UserPools } = await reader.send(new ListUserPoolsCommand({ MaxResults: 1 }))
    const UserPoolId = UserPools?.[0]?.Id
    assert.ok((await reader.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool)
    await assert.rejects(reader.send(new CreateUserPoolCommand({ PoolName: 'no' })), {
      name: 'AccessDeniedException',
      message: /user\/ops is not authorized to perform: cognito-idp:CreateUserPool/,
    })
  })

  test('has no development endpoints, under any of its names', async () => {
    const { port, certFile: caFile } = production
    for (const host of [publicHost, `console.${publicHost}`, `app.${publicHost}`]) {
      for (const [method, path] of [
        ['GET', '/_sallyport/inbox'],
        ['POST', '/_sallyport/clock'],
        ['POST', '/_sallyport/reset'],
        ['GET', '/_aws/ses'],
        ...(host.startsWith('console.') ? [['GET', '/inbox'] as const] : []),
      ] as const) {
        const headers = { accept: 'text/html' }
        const answer = await ask(`https://${host}:${port}${path}`, { method, headers, caFile })
        assert.equal(answer.status, 404, `${method} ${host}${path}: ${answer.status} ${answer.text}`)
      }
    }
  })

  test('tells load balancers how it is, and browsers to come by HTTPS only', async () => {
    assert.equal((await at('/_sallyport/health/ready')).text, '{"status":"ready"}')
    const page = await ask(`https://nobody.auth.us-east-1.${publicHost}:${production.port}/login`, {
      caFile: production.certFile,
    })
    assert.deepEqual(
      [page.status, page.headers['strict-transport-security']],
      [404, 'max-age=31536000; includeSubDomains'],
    )
  })

  test('answers nobody who asks by another name', async () => {
    const url = `https://elsewhere.${publicHost}:${production.port}/`
    assert.equal((await ask(url, { caFile: production.certFile })).status, 421)
  })

  test('takes up a renewed certificate without a restart', async () => {
    const before = await serialOf(production)
    const { certFile, tlsKeyFile } = writeCertificate(production.folder, 'renewed')
    renameSync(tlsKeyFile, production.certFile.replace(/crt$/, 'key'))
    renameSync(certFile, production.certFile)
    await program.until(async () => (await serialOf(production)) !== before)
    assert.equal((await at('/_sallyport/health/live')).status, 200)
  })

  test('ends in order', async () => {
    const { code, stderr } = await program.stop('SIGTERM')
    assert.equal(code, 0, stderr)
  })
})

describe('serve behind a trusted proxy', () => {
  test('speaks plain HTTP to it, believes it alone, and insists that clients came by HTTPS', async () => {
    const production = await prepareProduction(newFolder())
    await migrate(production)
    const flags = [...production.without('--tls-cert-file', '--tls-key-file'), '--trusted-proxies', '127.0.0.1/32']
    await using _program = await serve(production, flags)
    const url = `http://${publicHost}:${production.port}`
    const forwarded = (proto: string) => ({ 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': proto })
    const call = (headers: Record<string, string>) =>
      operate(url, 'ListUserPools', { MaxResults: 1 }, { signature: '', headers })
    const secure = await call(forwarded('https'))
    assert.equal(secure.output['__type'], 'MissingAuthenticationTokenException')
    assert.equal((await call(forwarded('http'))).status, 403)
    assert.equal((await call({})).status, 400, 'a proxy that says nothing of its client')
  })
})

/** Of the certificate that is presented now. */
function serialOf({ port }: Production): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, servername: publicHost, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256)
      socket.end()
    })
    socket.on('error', reject)
  })
}
