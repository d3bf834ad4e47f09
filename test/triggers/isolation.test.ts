import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { createFunctionRunner } from '../../src/adapters/functions/function-runner.ts'
import { refusalOf } from '../../src/testing/call-operation.ts'
import { givenSignIn } from '../../src/testing/given-sign-in.ts'
import { functionArn } from '../../src/testing/test-functions.ts'
import { testPorts } from '../../src/testing/test-ports.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'

const newFolder = temporaryFolders()
const sources = {
  hanging: 'export const handler = () => new Promise(() => setInterval(() => {}, 1000))',
  crashing: 'export const handler = () => process.exit(7)',
  willing: 'export const handler = async (event) => event',
}

describe('a trigger that hangs or crashes', () => {
  test('keeps nobody from signing in to another pool', async () => {
    await using ports = await testPorts()
    const folder = newFolder()
    const functions = Object.entries(sources).map(([name, source]) => {
      const path = join(folder, name)
      mkdirSync(path)
      writeFileSync(join(path, 'index.mjs'), source)
      const code = { kind: 'directory', path } as const
      const limits = { timeoutSeconds: 60, memoryMegabytes: 128 }
      const runtime = { runtime: 'nodejs24.x', handler: 'index.handler', environment: {} }
      return { functionArn: functionArn(name), functionName: name, code, ...runtime, ...limits }
    })
    using runner = createFunctionRunner({ functions, region: 'us-east-1', log: ports.log, workDirectory: folder })
    const served = { ...ports, functions: { ...ports.functions, invoke: runner.invoke } }
    const open = (name: keyof typeof sources, at: number) =>
      givenSignIn(served, {
        pool: {
          id: `us-east-1_Pool0000${at}`,
          mfa: {},
          configuration: { LambdaConfig: { PreAuthentication: functionArn(name) } },
        },
        client: { id: `client${at}` },
      })
    const [hanging, crashing, willing] = [await open('hanging', 1), await open('crashing', 2), await open('willing', 3)]

    let ended = 0
    const stuck = Array.from({ length: 20 }, () => refusalOf(hanging.app.withPassword('alice', 'Passw0rd!')))
    for (const each of stuck) void each.then(() => (ended += 1))
    const crash = await refusalOf(crashing.app.withPassword('alice', 'Passw0rd!'))
    assert.match(
      String(crash),
      /^UserLambdaValidationException: PreAuthentication failed with error RequestId: .* exit status 7\.$/,
    )
    for (let times = 0; times < 3; times += 1) {
      assert.ok((await willing.app.withPassword('alice', 'Passw0rd!')).AuthenticationResult)
    }
    assert.equal(ended, 0)
    runner[Symbol.dispose]()
    assert.ok(
      (await Promise.all(stuck)).every(
        (answer) => String(answer).startsWith('Un') || String(answer).startsWith('UserLambda'),
      ),
    )
  })
})
