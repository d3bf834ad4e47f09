import type { OperationName } from '../../src/contract/operations.gen.ts'
import { operations, type operations as Operations } from '../../src/operations/index.ts'
import { invokeOperation } from '../../src/server/aws/aws-json-operations.ts'
import { buildUserPool } from '../../src/testing/build-user-pool.ts'
import { refusalOf } from '../../src/testing/call-operation.ts'
import { givenClient, givenPool } from '../../src/testing/given.ts'
import { testPorts, type TestPorts } from '../../src/testing/test-ports.ts'

/** A pool as random sequences of operations see it: through the wire's validation, over a real store. */
export interface PoolUnderTest {
  readonly ports: TestPorts
  readonly ids: { readonly UserPoolId: string; readonly ClientId: string }
  /** An output, or `Exception: text`. */
  call(name: keyof typeof Operations & OperationName, json: object): Promise<any>
  /** The code that was sent there last. */
  codeFor(address: string): string | undefined
}

/** What a planted defect changes of the ports that the operations see. */
export type Defect = (ports: TestPorts) => TestPorts

export interface PoolMaker extends AsyncDisposable {
  newPool(): Promise<PoolUnderTest>
}

/** One store for all sequences, a pool of its own for each: opening a store and making keys takes longest. */
export async function openPoolMaker(defect: Defect = (ports) => ports): Promise<PoolMaker> {
  const ports = await testPorts()
  const first = await givenPool(ports)
  const keys = await ports.storage.userPools.listSigningKeys(first.id)
  const seen = defect(ports)
  let pools = 0
  return {
    async newPool() {
      pools += 1
      const pool = buildUserPool({
        id: `us-east-1_Pool${String(pools).padStart(5, '0')}`,
        mfa: { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } },
        configuration: { AutoVerifiedAttributes: ['email'] },
      })
      const group = { poolId: pool.id, description: undefined, roleArn: undefined, precedence: undefined }
      const at = { createdAt: ports.clock.now(), updatedAt: ports.clock.now() }
      await ports.storage.commit([
        { write: 'createUserPool', pool },
        ...keys.map((key) => ({ write: 'createSigningKey', key: { ...key, poolId: pool.id } }) as const),
        ...['red', 'green'].map((name) => ({ write: 'createGroup', group: { ...group, name, ...at } }) as const),
      ])
      const client = await givenClient(ports, pool, { id: `1pool${pools}` })
      const request = {
        requestId: 'request-1',
        region: pool.region,
        accountId: pool.accountId,
        sourceIp: '192.0.2.1',
        userAgent: undefined,
      }
      return {
        ports,
        ids: { UserPoolId: pool.id, ClientId: client.id },
        async call(name, json) {
          const answer = await refusalOf(invokeOperation(operations, seen, { name, json, request }))
          if (typeof answer === 'string') return answer
          const invocation = answer as Awaited<ReturnType<typeof invokeOperation>>
          if (!invocation.ok) return `${invocation.exception}: ${invocation.message}`
          return invocation.body === '' ? {} : JSON.parse(invocation.body)
        },
        codeFor: (address) => ports.messages.findLast(({ to, poolId }) => to === address && poolId === pool.id)?.code,
      }
    },
    [Symbol.asyncDispose]: () => ports[Symbol.asyncDispose](),
  }
}
