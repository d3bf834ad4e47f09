import assert from 'node:assert/strict'
import type { OpenStore } from '../../src/compose/ports/open-store.ts'
import { constraints } from '../../src/contract/constraints.gen.ts'
import { operationFacts, type OperationName } from '../../src/contract/operations.gen.ts'
import type { OutboundMessage } from '../../src/domain/messages/message.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { answerDomainRequest } from '../../src/flows/user-pools/answer-domain-request.ts'
import { headersFromRecord } from '../../src/http/headers.ts'
import type { HttpResponse } from '../../src/http/message.ts'
import { federationRoutes } from '../../src/federation/routes.ts'
import { loginRoutes } from '../../src/login/routes.ts'
import { oauthRoutes } from '../../src/oauth/routes.ts'
import { operations } from '../../src/operations/index.ts'
import type { OutboundFetch } from '../../src/ports/outbound-fetch.ts'
import type { Storage } from '../../src/ports/storage/storage.ts'
import { handleAwsJson } from '../../src/server/aws/aws-json.ts'
import { sentMessages } from '../../src/testing/sent-messages.ts'
import { testPorts, type TestPorts } from '../../src/testing/test-ports.ts'
import type { Reply, Surface } from './surface.ts'

/** A whole installation in this process: the wire API, the OAuth endpoints and the pages over one store. */
export interface Installation extends Surface, AsyncDisposable {
  readonly ports: TestPorts
}

export interface InstallationOptions {
  /** What stands between the surfaces and the ports: a counter, or a planted defect. */
  readonly through?: (ports: TestPorts) => TestPorts
  readonly seed?: string
  /** What is outside; nothing unless told otherwise. */
  readonly outboundFetch?: OutboundFetch
  /** In place of a store in memory. Whoever opened it closes it. */
  readonly store?: Pick<OpenStore, 'storage' | 'sealing'>
}

const accountId = '123456789012'
const region = 'us-east-1'
const sourceIp = '203.0.113.7'
/** The same for every request: what differs between two answers must not be this. */
const requestId = '11111111-2222-4333-8444-555555555555'

export async function openInstallation({
  through = (ports) => ports,
  seed,
  outboundFetch,
  store,
}: InstallationOptions = {}): Promise<Installation> {
  const opened = await testPorts({ ...(seed && { seed }), ...(outboundFetch && { outboundFetch }) })
  const ports = through(store === undefined ? opened : over(opened, store))
  const authenticate = async () => ({ ok: true, caller: { accessKeyId: 'AKIDTEST', region } }) as const
  const answer = handleAwsJson({ operations, ports, authenticate, region, accountId })
  return {
    ports,
    async operate(name, input) {
      const headers = headersFromRecord({
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${name}`,
      })
      const body = Buffer.from(JSON.stringify(input))
      return replyOf(await answer({ method: 'POST', url: '/', headers, body, sourceIp }, requestId))
    },
    async visit(poolId, { method, path, query = '', headers = {}, body = '', sourceIp: from = sourceIp }) {
      const pool = await ports.storage.userPools.find(poolId)
      if (!pool) throw new Error(`there is no pool ${poolId}`)
      const domain = { pool, baseUrl: baseUrlOf(pool), managedLoginVersion: 2 } as const
      const facts = { requestId, region, accountId, sourceIp: from, userAgent: 'test' }
      const request = { domain, method, path, query, headers: headersFromRecord(headers), facts }
      return replyOf(
        await answerDomainRequest(
          [...oauthRoutes, ...federationRoutes, ...loginRoutes],
          { ...request, body: Buffer.from(body) },
          ports,
        ),
      )
    },
    now: () => ports.clock.now(),
    codeFor: async (address) => {
      const sent = ports.messages.findLast(({ to, code }) => to === address && code !== undefined)
      return sent?.code ?? assert.fail(`no code was sent to ${address}`)
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  }
}

/** The same ports over another store. */
function over(ports: TestPorts, { storage: stored, sealing }: Pick<OpenStore, 'storage' | 'sealing'>): TestPorts {
  const messages: OutboundMessage[] = []
  const storage: Storage = {
    ...stored,
    async commit(writes) {
      const result = await stored.commit(writes)
      if (result.committed) messages.push(...sentMessages(writes))
      return result
    },
  }
  return { ...ports, messages, sealing, storage }
}

function baseUrlOf(pool: UserPool): string {
  return `https://${pool.id.replace('_', '-').toLowerCase()}.auth.${pool.region}.localhost`
}

/** Implemented operations of this kind of caller whose input has one of these members. */
export function operationsWith(members: readonly string[], auth: 'none' | 'sigv4'): readonly OperationName[] {
  const names = Object.keys(operations) as (keyof typeof operations)[]
  return names.filter((name) => {
    const facts = operationFacts[name]
    const input = constraints[facts.input ?? '']
    const known = input?.type === 'structure' ? Object.keys(input.members) : []
    return facts.auth === auth && members.some((member) => known.includes(member))
  })
}

function replyOf({ status, headers, body }: HttpResponse): Reply {
  return { status, headers, body: typeof body === 'string' ? body : Buffer.from(body).toString() }
}
