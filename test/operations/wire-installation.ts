import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openSqliteStorage } from '../../src/adapters/sqlite/open-sqlite-storage.ts'
import { newDataKey, openSealer } from '../../src/crypto/sealing/seal.ts'
import type { AccessKey } from '../../src/domain/access-key.ts'
import { operationFacts, type OperationName } from '../../src/contract/operations.gen.ts'
import { headersFromRecord } from '../../src/http/headers.ts'
import type { HttpRequest, HttpResponse } from '../../src/http/message.ts'
import { operations } from '../../src/operations/index.ts'
import { handleAwsJson } from '../../src/server/aws/aws-json.ts'
import { operatorCredentials } from '../../src/server/aws/operator-credentials.ts'
import { testPorts, type TestPorts } from '../../src/testing/test-ports.ts'
import { secretAccessKey, signed } from '../wire/signed-request.ts'

/** The wire API as production runs it, over a database that can be looked at from outside. */
export interface WireInstallation extends AsyncDisposable {
  readonly ports: TestPorts
  /** Sends a body to an operation, signed by an administrator where that is needed. */
  call(name: OperationName, body: unknown): Promise<WireAnswer>
  send(request: HttpRequest): Promise<WireAnswer>
  /** Every row of every table, or those only in which this text is. */
  dump(containing?: string): string
}

export interface WireAnswer {
  readonly status: number
  readonly headers: HttpResponse['headers']
  /** The response's body, `undefined` where there is none. */
  readonly json: any
  /** What the body calls the exception. */
  readonly exception: string | undefined
}

const administrator: AccessKey = {
  accessKeyId: 'AKIDEXAMPLE',
  principal: 'administrator',
  role: 'admin',
  secretAccessKey,
  createdAt: new Date(0),
  disabledAt: undefined,
}

export const otherKeys: readonly AccessKey[] = [
  { ...administrator, accessKeyId: 'AKIDREADER', principal: 'reader', role: 'read-only' },
  { ...administrator, accessKeyId: 'AKIDDISABLED', disabledAt: new Date(1) },
]

export async function openWireInstallation(): Promise<WireInstallation> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-wire-'))
  const file = join(folder, 'sallyport.db')
  const masterKey = new Uint8Array(32).fill(7)
  const sealer = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })
  const storage = await openSqliteStorage({ file, openSealer: async () => sealer })
  const ports: TestPorts = { ...(await testPorts()), storage }
  await storage.commit([administrator, ...otherKeys].map((key) => ({ write: 'createAccessKey', key }) as const))
  const accountId = '123456789012'
  const authenticate = operatorCredentials({
    clock: ports.clock,
    findAccessKey: (id) => storage.installation.findAccessKey(id),
    accountId,
  })
  const answer = handleAwsJson({ operations, ports, authenticate, region: 'us-east-1', accountId })

  async function send(request: HttpRequest): Promise<WireAnswer> {
    const { status, headers, body } = await answer(request, 'request-1')
    const text = Buffer.from(body).toString()
    const json = text === '' ? undefined : JSON.parse(text)
    return { status, headers, json, exception: json?.['__type'] }
  }

  return {
    ports,
    send,
    async call(name, body) {
      return send(await requestFor(name, body, ports.clock.now()))
    },
    dump: (containing = '') => dumpOf(file, containing),
    async [Symbol.asyncDispose]() {
      await storage[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

/** A request as its client sends it: signed where the contract wants that, without any signature elsewhere. */
export async function requestFor(name: OperationName, body: unknown, now: Date): Promise<HttpRequest> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { 'x-amz-target': `AWSCognitoIdentityProviderService.${name}` }
  if (operationFacts[name].auth === 'sigv4') return signed({ signingDate: now, body: text, headers })
  return {
    method: 'POST',
    url: '/',
    headers: headersFromRecord({ 'content-type': 'application/x-amz-json-1.1', ...headers }),
    body: Buffer.from(text),
    sourceIp: '192.0.2.1',
  }
}

function dumpOf(file: string, containing: string): string {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const tables = db.prepare(`select name from sqlite_master where type = 'table' order by name`).all()
    const rows = tables.flatMap(({ name }) =>
      db
        .prepare(`select * from "${String(name)}"`)
        .all()
        .map((row) => `${String(name)} ${JSON.stringify(row)}`),
    )
    return rows.filter((row) => row.includes(containing)).join('\n')
  } finally {
    db.close()
  }
}
