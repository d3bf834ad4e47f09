import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { freePort } from '../free-port.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { ask, operate } from './ask.ts'
import { runSallyport, start } from './program.ts'

const newFolder = temporaryFolders()

describe('--metrics-address', () => {
  test('counts for monitoring, on a listener that clients do not reach', async () => {
    const port = await freePort()
    await using program = await start(newFolder(), ['--metrics-address', `127.0.0.1:${port}`])
    const { httpUrl, clientId } = program.ready
    await operate(httpUrl, 'ListUserPools', { MaxResults: 1 })
    const guess = {
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'x', PASSWORD: 'y' },
    }
    await operate(httpUrl, 'InitiateAuth', guess, { signature: '' })
    const { status, headers, text } = await ask(`http://127.0.0.1:${port}/metrics`)
    assert.deepEqual([status, headers['content-type']], [200, 'text/plain; version=0.0.4; charset=utf-8'])
    for (const line of [
      /^sallyport_requests_total\{surface="identity",status="200"\} 1$/m,
      /^sallyport_operations_total\{operation="ListUserPools",exception="none"\} 1$/m,
      /^sallyport_operations_total\{operation="InitiateAuth",exception="NotAuthorizedException"\} 1$/m,
      /^process_resident_memory_bytes \d+$/m,
      /^nodejs_eventloop_lag_seconds\{quantile="0\.99"\} [\d.e-]+$/m,
    ]) {
      assert.match(text, line)
    }
    assert.equal((await ask(`http://127.0.0.1:${port}/`)).status, 404)
    assert.equal((await ask(`http://127.0.0.1:${port}/metrics`, { method: 'POST' })).status, 404)
    assert.notEqual((await ask(`${httpUrl}/metrics`)).status, 200)
    assert.equal((await program.stop()).code, 0)
  })

  test('must be host and port', async () => {
    const { code, stderr } = await runSallyport(['start', '--metrics-address', '9464', '--data-dir', newFolder()]).ended
    assert.equal(code, 2)
    assert.match(stderr, /--metrics-address has a value that it cannot take/)
  })
})
