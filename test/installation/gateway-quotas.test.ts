import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openPostgresStorage } from '../../src/adapters/postgres/open-postgres-storage.ts'
import { newDataKey, openSealer } from '../../src/crypto/sealing/seal.ts'
import { judgeGateway } from '../../src/config/plans/gateway-problems.ts'
import { gatewaySettings } from '../../src/config/settings/gateway-settings.ts'
import { readSettings } from '../../src/config/settings/read-settings.ts'
import { systemRandom } from '../../src/adapters/system/random.ts'
import { hasPostgres, noPostgres, startPostgresServer } from '../storage/postgres-server.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { startGatewayAlone, type GatewayAlone } from './gateway-alone.ts'

const newFolder = temporaryFolders()
const key = 'a-good-key-of-some-length'

const template = `
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        swagger: '2.0'
        securityDefinitions: { Key: { type: apiKey, name: x-api-key, in: header } }
        paths:
          /keyed:
            get:
              security: [{ Key: [] }]
              responses: { '200': { description: ok } }
              x-amazon-apigateway-integration:
                type: mock
                requestTemplates: { application/json: '{"statusCode": 200}' }
                responses: { default: { statusCode: '200' } }
  Stage: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: v1 } }
  Key: { Type: AWS::ApiGateway::ApiKey, Properties: { Enabled: true, Value: ${key} } }
  Plan:
    Type: AWS::ApiGateway::UsagePlan
    Properties: { ApiStages: [{ ApiId: !Ref Api, Stage: !Ref Stage }], Quota: { Limit: 5, Period: MONTH } }
  PlanKey:
    Type: AWS::ApiGateway::UsagePlanKey
    Properties: { KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan }
`

async function statuses(gateway: GatewayAlone, count: number): Promise<readonly number[]> {
  const answers = []
  for (let i = 0; i < count; i += 1) answers.push(await gateway.ask('/v1/keyed', { headers: { 'x-api-key': key } }))
  return answers.map(({ status }) => status)
}

describe('quotas of sallyport gateway', () => {
  test('are forgotten without a store, and kept in a data folder', async () => {
    const folder = newFolder()
    const dataDir = newFolder()
    for (const given of [{}, {}, { dataDir }]) {
      await using gateway = await startGatewayAlone(folder, template, given)
      assert.deepEqual(await statuses(gateway, 4), [200, 200, 200, 200])
    }
    await using gateway = await startGatewayAlone(folder, template, { dataDir })
    assert.deepEqual(await statuses(gateway, 3), [200, 429, 429])
  })

  test('are shared in PostgreSQL, which needs no master key here', { skip: !hasPostgres() && noPostgres }, async () => {
    await using server = await startPostgresServer()
    const databaseUrl = await server.createDatabase()
    await assert.rejects(startGatewayAlone(newFolder(), template, { databaseUrl }), /migrate/)
    const masterKey = new Uint8Array(32)
    const sealer = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })
    const migrated = await openPostgresStorage({
      url: databaseUrl,
      openSealer: async () => sealer,
      random: systemRandom,
    })
    await migrated[Symbol.asyncDispose]()
    await using one = await startGatewayAlone(newFolder(), template, { databaseUrl })
    await using two = await startGatewayAlone(newFolder(), template, { databaseUrl })
    assert.deepEqual(await statuses(one, 3), [200, 200, 200])
    assert.deepEqual(await statuses(two, 3), [200, 200, 429])
    assert.deepEqual(await statuses(one, 1), [429])
  })

  test('in SQLite are for one process', () => {
    const flags = { publicUrl: 'https://api.example.com', trustedProxies: '10.0.0.0/8', dataDir: 'd', workers: 2 }
    const problemsOf = (more: object) => {
      const reading = readSettings(gatewaySettings, { flags: { ...flags, ...more }, environment: {} })
      assert.ok(reading.kind === 'read')
      const verdict = judgeGateway(reading.settings, {})
      return verdict.kind === 'insecure' ? verdict.problems : []
    }
    assert.deepEqual(problemsOf({}), [
      '--workers needs --database-url in the place of --data-dir: SQLite is for one process.',
    ])
    assert.deepEqual(problemsOf({ databaseUrl: 'postgres://db/x' }), [])
    assert.deepEqual(problemsOf({ workers: 1 }), [])
  })
})
