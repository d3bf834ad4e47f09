import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { ask, operate } from './ask.ts'
import { claimsOf, signIn, signUp, type Tokens } from './people.ts'
import { start, type Started } from './program.ts'

const newFolder = temporaryFolders()

describe('one HTTPS port, routed by host', () => {
  let program: Started
  let tokens: Tokens
  let port: string
  let apiId: string
  let domain: string

  before(async () => {
    program = await start(newFolder())
    const { ready } = program
    port = new URL(ready.identityUrl).port
    apiId = ready.gatewayUrl.split('/_api/')[1]?.split('/')[0] ?? ''
    await signUp(ready, 'ada')
    tokens = await signIn(ready, 'ada')
    const { output } = await operate(ready.httpUrl, 'DescribeUserPool', { UserPoolId: ready.userPoolId })
    domain = output['UserPool'].Domain
  })
  after(() => program[Symbol.asyncDispose]())

  const at = (host: string, path = '/', asked = {}) =>
    ask(`https://${host}:${port}${path}`, { caFile: program.ready.caFile, ...asked })
  const json = (text: string): any => JSON.parse(text)

  test('the ready line names the members that programs rely on, in order, and nothing else', async () => {
    assert.deepEqual(Object.keys(json(await program.firstLine)), [
      'event',
      'identityUrl',
      'httpUrl',
      'gatewayUrl',
      'appUrl',
      'consoleUrl',
      'inboxUrl',
      'region',
      'userPoolId',
      'clientId',
      'caFile',
      'accessKeyId',
      'secretAccessKey',
    ])
    const { ready } = program
    assert.equal(ready.identityUrl, `https://localhost:${port}`)
    assert.match(ready.httpUrl, /^http:\/\/localhost:\d+$/)
    assert.equal(ready.region, 'us-east-1')
    assert.match(ready.userPoolId, /^us-east-1_[0-9A-Za-z]{9}$/)
  })

  for (const host of ['localhost', 'cognito-idp.us-east-1.localhost', '127.0.0.1']) {
    test(`${host} is the AWS wire API`, async () => {
      const url = `https://${host}:${port}/`
      const asked = { caFile: program.ready.caFile }
      const { status, output } = await operate(url, 'GetUser', { AccessToken: tokens.AccessToken }, asked)
      assert.deepEqual([status, output['Username']], [200, 'ada'])
    })
  }

  test('the wire API answers on the loopback HTTP port too', async () => {
    const { status } = await operate(program.ready.httpUrl, 'GetUser', { AccessToken: tokens.AccessToken })
    assert.equal(status, 200)
  })

  test('the issuer in tokens publishes what they are verified with', async () => {
    const issuer = String(claimsOf(tokens.IdToken)['iss'])
    assert.equal(issuer, `https://localhost:${port}/${program.ready.userPoolId}`)
    const asked = { caFile: program.ready.caFile }
    const discovery = json((await ask(`${issuer}/.well-known/openid-configuration`, asked)).text)
    assert.equal(discovery.issuer, issuer)
    const keys = json((await ask(discovery.jwks_uri, asked)).text).keys.map(({ kid }: { kid: string }) => kid)
    const [header = ''] = tokens.IdToken.split('.')
    assert.ok(keys.includes(json(Buffer.from(header, 'base64url').toString()).kid))
  })

  test('OAuth endpoints answer under the pool’s domain, and below the issuer for who cannot resolve it', async () => {
    const { userPoolId } = program.ready
    const headers = { authorization: `Bearer ${tokens.AccessToken}` }
    const byName = await at(`${domain}.auth.us-east-1.localhost`, '/oauth2/userInfo', { headers })
    const byPath = await at('localhost', `/${userPoolId}/oauth2/userInfo`, { headers })
    // A token that was got by password has no scope `openid`; that it is understood is what counts here.
    assert.deepEqual([byName.status, json(byName.text).error], [401, 'invalid_token'])
    assert.deepEqual([byPath.status, byPath.text], [byName.status, byName.text])
  })

  test('sign-in pages answer under the pool’s domain and below the issuer, with their files', async () => {
    const { userPoolId, clientId, appUrl } = program.ready
    const query = `client_id=${clientId}&response_type=code&redirect_uri=${encodeURIComponent(`${appUrl}/in-app.html`)}`
    for (const [host, prefix] of [
      [`${domain}.auth.us-east-1.localhost`, ''],
      ['localhost', `/${userPoolId}`],
    ] as const) {
      const page = await at(host, `${prefix}/login?${query}`)
      assert.equal(page.status, 200)
      assert.match(page.text, /<form/)
      const [style = ''] = /[^"]*\/assets\/login-[\w-]+\.css/.exec(page.text) ?? []
      const file = await at(host, style.startsWith('/') ? style : `${prefix}/${style}`, {
        headers: { 'accept-encoding': 'br' },
      })
      assert.deepEqual([file.status, file.headers['content-encoding']], [200, 'br'])
    }
  })

  test('a domain in another region than its pool is nobody', async () => {
    assert.equal((await at(`${domain}.auth.eu-west-1.localhost`, '/login')).status, 404)
    assert.equal((await at(`nobody.auth.us-east-1.localhost`, '/login')).status, 404)
  })

  test('a custom domain is its pool’s, as soon as the pool has it', async () => {
    const { httpUrl, userPoolId, clientId, appUrl } = program.ready
    const redirect = encodeURIComponent(`${appUrl}/in-app.html`)
    const path = `/login?client_id=${clientId}&response_type=code&redirect_uri=${redirect}`
    assert.equal((await at('login.example.test', path)).status, 421)
    const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555'
    const given = {
      UserPoolId: userPoolId,
      Domain: 'login.example.test',
      CustomDomainConfig: { CertificateArn: certificate },
    }
    const made = await operate(httpUrl, 'CreateUserPoolDomain', given)
    assert.equal(made.status, 200, JSON.stringify(made.output))
    const page = await at('login.example.test', path)
    assert.deepEqual([page.status, /<form/.test(page.text)], [200, true])
  })

  test('an API answers by its host name and below /_api, to those with a token only', async () => {
    const headers = { authorization: `Bearer ${tokens.AccessToken}` }
    const { gatewayUrl, caFile } = program.ready
    assert.equal(gatewayUrl, `https://localhost:${port}/_api/${apiId}/v1`)
    for (const url of [gatewayUrl, `https://${apiId}.execute-api.us-east-1.localhost:${port}/v1`]) {
      const notes = await ask(`${url}/notes`, { caFile, headers })
      assert.deepEqual([notes.status, json(notes.text)], [200, { notes: [] }])
      const nobody = await ask(`${url}/notes`, { caFile })
      assert.deepEqual([nobody.status, json(nobody.text)], [401, { message: 'Unauthorized' }])
    }
  })

  test('an HTTP API answers as well, through its own service', async () => {
    const config = json((await at('app.localhost', '/config.json')).text)
    const headers = { authorization: `Bearer ${tokens.AccessToken}`, 'content-type': 'application/json' }
    const asked = { method: 'POST', headers, body: '{"text":"one two three"}', caFile: program.ready.caFile }
    const answer = await ask(`${config.readingApiUrl}/reading-time`, asked)
    assert.equal(answer.status, 200, answer.text)
  })

  test('app.localhost is the reference app', async () => {
    const page = await at('app.localhost')
    assert.deepEqual([page.status, page.headers['content-type']], [200, 'text/html; charset=utf-8'])
    assert.equal((await at('app.localhost', '/home.js')).status, 200)
    const session = await at('app.localhost', '/auth/session')
    assert.ok(session.status < 500, session.text)
  })

  test('console.localhost shows the inbox', async () => {
    assert.equal((await at('console.localhost')).headers.location, '/inbox')
    const page = await at('console.localhost', '/inbox')
    assert.deepEqual([page.status, page.headers['content-type']], [200, 'text/html; charset=utf-8'])
    assert.match(page.text, /ada@example\.com/)
  })

  test('any other name is refused', async () => {
    const answer = await ask(`${program.ready.httpUrl}/`, { headers: { host: 'evil.example.com' } })
    assert.equal(answer.status, 421)
  })

  test('health answers under every name', async () => {
    for (const host of ['localhost', 'console.localhost']) {
      assert.deepEqual(json((await at(host, '/_sallyport/health/ready')).text), { status: 'ready' })
      assert.deepEqual(json((await at(host, '/_sallyport/health/live')).text), { status: 'live' })
    }
  })
})

describe('--issuer aws', () => {
  test('spells issuers as AWS does, and the gateway and the wire API believe them', async () => {
    await using program = await start(newFolder(), ['--issuer', 'aws', '--region', 'eu-central-1'])
    const { ready } = program
    await signUp(ready, 'ada')
    const { AccessToken, IdToken } = await signIn(ready, 'ada')
    const issuer = `https://cognito-idp.eu-central-1.amazonaws.com/${ready.userPoolId}`
    assert.deepEqual([claimsOf(AccessToken)['iss'], claimsOf(IdToken)['iss']], [issuer, issuer])
    assert.match(ready.userPoolId, /^eu-central-1_/)
    const headers = { authorization: `Bearer ${AccessToken}` }
    assert.equal((await ask(`${ready.gatewayUrl}/notes`, { caFile: ready.caFile, headers })).status, 200)
    assert.equal((await operate(ready.httpUrl, 'GetUser', { AccessToken })).status, 200)
    const discovery = await ask(`${ready.httpUrl}/${ready.userPoolId}/.well-known/openid-configuration`)
    assert.equal(JSON.parse(discovery.text).issuer, issuer)
  })
})
