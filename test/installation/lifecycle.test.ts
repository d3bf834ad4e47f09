import assert from 'node:assert/strict'
import { createServer, request, type Server } from 'node:http'
import { readdir, stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { freePort } from '../free-port.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { ask, operate, signatureFor } from './ask.ts'
import { claimsOf, inboxOf, signIn, signUp } from './people.ts'
import { runSallyport, start } from './program.ts'

const newFolder = temporaryFolders()

function listening(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

describe('starting again', () => {
  test('finds the same pool, clients, people and certificates; addresses follow another port', async () => {
    const folder = newFolder()
    const first = await start(folder)
    await signUp(first.ready, 'ada')
    const before = first.ready
    const { code, stdout, stderr } = await first.stop()
    assert.deepEqual([code, stderr, stdout], [0, '', `${await first.firstLine}\n`], 'one line and nothing else')

    const port = await freePort()
    await using second = await start(folder, ['--port', String(port)])
    const { ready } = second
    assert.deepEqual(
      [ready.userPoolId, ready.clientId, ready.caFile, new URL(ready.gatewayUrl).pathname],
      [before.userPoolId, before.clientId, before.caFile, new URL(before.gatewayUrl).pathname],
    )
    assert.equal(ready.identityUrl, `https://localhost:${port}`)
    const { IdToken } = await signIn(ready, 'ada')
    assert.equal(claimsOf(IdToken)['iss'], `https://localhost:${port}/${ready.userPoolId}`)
    const described = { UserPoolId: ready.userPoolId, ClientId: ready.clientId }
    const { output } = await operate(ready.httpUrl, 'DescribeUserPoolClient', described)
    assert.deepEqual(output['UserPoolClient'].CallbackURLs, [`https://app.localhost:${port}/in-app.html`])
    assert.equal((await ask(`${ready.identityUrl}/_sallyport/health/ready`, { caFile: ready.caFile })).status, 200)
  })

  test('answers whoever is too early as soon as all is there, and not before', async () => {
    const folder = newFolder()
    const ports = ['--port', String(await freePort()), '--http-port', String(await freePort())]
    const first = await start(folder, ports)
    const { ready } = first
    await signUp(ready, 'ada')
    await first.stop()

    await using second = runSallyport(['start', '--json', ...ports, '--data-dir', folder])
    const order: string[] = []
    void second.firstLine.then(() => order.push('ready'))
    const health = await untilConnected(() => ask(`${ready.httpUrl}/_sallyport/health/ready`))
    const { IdToken } = await signIn(ready, 'ada')
    order.push('signed in')
    assert.equal(claimsOf(IdToken)['iss'], `${ready.identityUrl}/${ready.userPoolId}`)
    await second.firstLine
    assert.ok(health.status === 503 || order[0] === 'ready', `${health.status} ${order.join()}`)
  })

  test('with the same folder while the first still runs says so and changes nothing', async () => {
    const folder = newFolder()
    await using first = await start(folder)
    const second = await runSallyport(['start', '--json', '--port', '0', '--http-port', '0', '--data-dir', folder])
      .ended
    assert.deepEqual([second.code, second.stdout], [1, ''])
    assert.equal(
      second.stderr,
      `sallyport: Another Sallyport uses the data folder ${folder}. Stop it, or choose another folder with --data-dir.\n`,
    )
    await signUp(first.ready, 'ada')
  })

  test('works after the first was killed', async () => {
    const folder = newFolder()
    const first = await start(folder)
    await signUp(first.ready, 'ada')
    await first.stop('SIGKILL')
    await using second = await start(folder)
    assert.equal(second.ready.userPoolId, first.ready.userPoolId)
    await signIn(second.ready, 'ada')
  })

  test('on a port that is taken says which, and leaves the folder free', async (t: TestContext) => {
    const folder = newFolder()
    const taken = await listening(createServer())
    t.after(() => taken.close())
    const { port } = taken.address() as AddressInfo
    const flags = ['start', '--port', String(port), '--http-port', '0', '--data-dir', folder]
    const { code, stderr } = await runSallyport(flags).ended
    assert.equal(code, 1)
    assert.match(stderr, new RegExp(`Something else already listens at 127\\.0\\.0\\.1, port ${port}\\.`))
    await (await start(folder)).stop()
  })
})

describe('settings', () => {
  test('come from the environment as well, and flags win', async () => {
    const folder = newFolder()
    const environment = {
      SALLYPORT_DATA_DIR: 'elsewhere',
      SALLYPORT_REGION: 'eu-west-1',
      SALLYPORT_ACCOUNT_ID: '210987654321',
      SALLYPORT_FIXED_CODE: '424242',
      SALLYPORT_ISSUER: 'aws',
    }
    await using program = await start(folder, ['--issuer', 'host'], { environment })
    const { ready } = program
    assert.match(ready.userPoolId, /^eu-west-1_/)
    const asked = { signature: signatureFor('eu-west-1') }
    const { output } = await operate(ready.httpUrl, 'DescribeUserPool', { UserPoolId: ready.userPoolId }, asked)
    assert.equal(output['UserPool'].Arn, `arn:aws:cognito-idp:eu-west-1:210987654321:userpool/${ready.userPoolId}`)
    await signUp(ready, 'ada')
    assert.deepEqual(
      (await inboxOf(ready, 'ada@example.com')).map(({ code }) => code),
      ['424242'],
    )
    assert.match(String(claimsOf((await signIn(ready, 'ada')).IdToken)['iss']), /^https:\/\/localhost:/)
  })

  test('the data folder is .sallyport where the program is started', async () => {
    const folder = newFolder()
    const flags = ['start', '--json', '--port', '0', '--http-port', '0']
    await using program = runSallyport(flags, { folder })
    const { caFile } = JSON.parse(await program.firstLine)
    assert.equal(caFile, join(folder, '.sallyport/ca/ca.pem'))
  })

  for (const [flags, problem] of [
    [['--port', '65536'], /^sallyport: --port has a value that it cannot take/],
    [['--region', 'moon'], /^sallyport: --region has a value that it cannot take/],
    [['--fixed-code', 'abc'], /^sallyport: --fixed-code has a value that it cannot take/],
    [['--no-such-flag'], /unknown option '--no-such-flag'/],
  ] as const) {
    test(`${flags.join(' ')} is refused`, async () => {
      const { code, stdout, stderr } = await runSallyport(['start', ...flags, '--data-dir', newFolder()]).ended
      assert.deepEqual([code, stdout], [2, ''])
      assert.match(stderr, problem)
    })
  }

  test('NODE_ENV=production is no place for development', async () => {
    const options = { environment: { NODE_ENV: 'production' } }
    const { code, stderr } = await runSallyport(['start', '--data-dir', newFolder()], options).ended
    assert.equal(code, 2)
    assert.match(stderr, /"start" is for development, use "serve"/)
  })
})

describe('the data folder', () => {
  test('is read by its owner only, but for the certificate that others need', async () => {
    const folder = join(newFolder(), 'made')
    await using program = await start(folder)
    const { ready } = program
    await signUp(ready, 'ada')
    const { AccessToken } = await signIn(ready, 'ada')
    const headers = { authorization: `Bearer ${AccessToken}` }
    assert.equal((await ask(`${ready.gatewayUrl}/notes`, { caFile: ready.caFile, headers })).status, 200)
    assert.equal((await stat(folder)).mode & 0o777, 0o700)
    const open: string[] = []
    for (const name of await readdir(folder, { recursive: true })) {
      const path = join(folder, name)
      const { mode } = await stat(path)
      if ((mode & 0o077) !== 0 && path !== ready.caFile) open.push(`${name} ${(mode & 0o777).toString(8)}`)
    }
    // A function's own files are as open as it makes them, in a folder that is closed.
    assert.deepEqual(
      open.filter((name) => !name.startsWith('notes/')),
      [],
    )
    assert.equal((await stat(join(folder, 'notes/1'))).mode & 0o777, 0o700)
  })
})

describe('the end', () => {
  test('SIGTERM lets a request that is under way finish, then frees everything', async () => {
    const program = await start(newFolder())
    const { httpUrl, clientId } = program.ready
    const body = JSON.stringify({
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'x' },
    })
    const answered = Promise.withResolvers<number | undefined>()
    const under = request(httpUrl, {
      method: 'POST',
      agent: false,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
        'content-length': Buffer.byteLength(body),
        expect: '100-continue',
      },
    })
    under.on('error', answered.reject).on('response', (response) => answered.resolve(response.resume().statusCode))
    // The program has the head of the request once it asks for the rest.
    await new Promise<void>((resolve) => under.once('continue', resolve).flushHeaders())
    const ended = program.stop('SIGTERM')
    await refusesConnections(httpUrl)
    under.end(body)
    assert.equal(await answered.promise, 400)
    const { code, stderr } = await ended
    assert.deepEqual([code, stderr], [0, ''])
  })

  for (const signal of ['SIGINT', 'SIGHUP'] as const) {
    test(`${signal} is an orderly end`, async () => {
      const program = await start(newFolder())
      assert.equal((await program.stop(signal)).code, 0)
    })
  }
})

/** The first answer that there is. */
async function untilConnected<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await call()
    } catch (cause) {
      if ((cause as { readonly code?: string }).code !== 'ECONNREFUSED') throw cause
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
}

/** Resolves once nothing takes connections there any more. */
async function refusesConnections(url: string): Promise<void> {
  for (;;) {
    const error = await ask(url).then(
      () => undefined,
      (cause: Error & { readonly code?: string }) => cause.code,
    )
    if (error === 'ECONNREFUSED') return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
