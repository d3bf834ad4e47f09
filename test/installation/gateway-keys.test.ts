import assert from 'node:assert/strict'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { until } from '../until.ts'
import { startGatewayAlone, type GatewayAlone } from './gateway-alone.ts'

const newFolder = temporaryFolders()
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const admin = { accessKeyId: 'AKIDEXAMPLEEXAMPLE00', secretAccessKey, principal: 'ada' }
const reader = { ...admin, accessKeyId: 'AKIDEXAMPLEEXAMPLE01', role: 'read-only' }

const template = `
Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action } }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: v1 } }
`

async function signed(gateway: GatewayAlone, method: string, credentials: typeof admin) {
  const signer = new SignatureV4({ service: 'execute-api', region: 'us-east-1', credentials, sha256: Sha256 })
  const url = new URL(gateway.url('/v1/@connections/none'))
  const { headers } = await signer.sign({
    method,
    protocol: 'https:',
    hostname: url.host,
    path: url.pathname,
    query: {},
    headers: { host: url.host },
  })
  return (await gateway.ask('/v1/@connections/none', { method, headers })).status
}

describe('access keys of sallyport gateway', () => {
  test('come from a file that nobody else reads, and open @connections', async () => {
    const folder = newFolder()
    const accessKeysFile = join(folder, 'keys.json')
    writeFileSync(accessKeysFile, JSON.stringify([admin, reader]), { mode: 0o600 })
    await using gateway = await startGatewayAlone(folder, template, { accessKeysFile })
    assert.equal((await gateway.ask('/v1/@connections/none')).status, 403)
    assert.equal(await signed(gateway, 'DELETE', admin), 410)
    assert.equal(await signed(gateway, 'GET', reader), 410)
    assert.equal(await signed(gateway, 'DELETE', reader), 403)
    assert.equal(await signed(gateway, 'DELETE', { ...admin, secretAccessKey: secretAccessKey.toLowerCase() }), 403)
    chmodSync(accessKeysFile, 0o644)
    await assert.rejects(startGatewayAlone(newFolder(), template, { accessKeysFile }), /others can reach it/)
  })

  test('that are taken out of the file open nothing, whatever is wrong with the template meanwhile', async () => {
    const folder = newFolder()
    const accessKeysFile = join(folder, 'keys.json')
    writeFileSync(accessKeysFile, JSON.stringify([admin, reader]), { mode: 0o600 })
    await using gateway = await startGatewayAlone(folder, template, { accessKeysFile })
    assert.equal(await signed(gateway, 'DELETE', admin), 410)
    writeFileSync(join(folder, 'template.yaml'), `${template}\n  Broken: [`)
    writeFileSync(accessKeysFile, JSON.stringify([reader]), { mode: 0o600 })
    await until(async () => (await signed(gateway, 'DELETE', admin)) === 403)
    assert.equal(await signed(gateway, 'GET', reader), 410)
  })

  test('are nobody’s without a file', async () => {
    await using gateway = await startGatewayAlone(newFolder(), template)
    assert.equal(await signed(gateway, 'GET', admin), 403)
  })
})
