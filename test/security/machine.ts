import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { startDevelopment } from '../../src/compose/development/start-development.ts'
import type { ReadyFacts } from '../../src/config/plans/running.ts'
import { developmentSettings } from '../../src/config/settings/schema.ts'
import type { PageCall, Reply, Surface } from './surface.ts'

/** Nodes behind sockets, over one database. */
export interface Machine extends Surface, AsyncDisposable {
  readonly nodes: readonly ReadyFacts[]
}

export interface MachineOptions {
  /** PostgreSQL; else one node on an SQLite file. */
  readonly databaseUrl?: string
  readonly nodes?: number
}

interface Captured {
  readonly code: string | null
  readonly sentAt: string
}

const template = 'Resources:\n  Pool:\n    Type: AWS::Cognito::UserPool\n'
/** Any credentials are good in development. */
const authorization = `AWS4-HMAC-SHA256 Credential=any/20260301/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`

/** Starts nodes as `sallyport start` does. Requests go to each in turn. */
export async function startMachine({ databaseUrl, nodes: count = 1 }: MachineOptions = {}): Promise<Machine> {
  await using started = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-machine-'))
  started.defer(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'template.yaml')
  writeFileSync(file, template)
  const nodes: ReadyFacts[] = []
  for (let node = 0; node < count; node += 1) {
    const [dataDir, keyFile] = [join(folder, `node-${node}`), join(folder, 'master.key')]
    // Each node has a port of its own, and all must be one issuer.
    const given = { dataDir, keyFile, port: 0, httpPort: 0, issuer: 'aws', logLevel: 'error', databaseUrl }
    const running = await startDevelopment(v.parse(developmentSettings, given), file)
    started.use(running)
    nodes.push(running.ready)
  }

  let turn = 0
  const nextUrl = (): string => nodes[(turn += 1) % nodes.length]?.httpUrl ?? ''
  const surface = (url: () => string): Surface => ({
    operate: (name, input) =>
      ask(url(), {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `AWSCognitoIdentityProviderService.${name}`,
          authorization,
        },
        body: JSON.stringify(input),
      }),
    visit: (poolId, { method, path, query, headers = {}, body }: PageCall) => {
      const search = query === undefined || query === '' ? '' : `?${query}`
      return ask(`${url()}/${poolId}${path}${search}`, { method, headers, body: body ?? null })
    },
    now: () => new Date(),
    async codeFor(address) {
      const path = `/_sallyport/inbox?to=${encodeURIComponent(address)}`
      const read = async ({ httpUrl }: ReadyFacts) => (await (await fetch(httpUrl + path)).json()) as Captured[]
      const messages = (await Promise.all(nodes.map(read))).flat().filter(({ code }) => code !== null)
      const [newest] = messages.toSorted((one, other) => Date.parse(other.sentAt) - Date.parse(one.sentAt))
      return newest?.code ?? assert.fail(`no code was sent to ${address}`)
    },
  })
  const all = started.move()
  const oneNode = surface(() => nodes[0]?.httpUrl ?? '')
  return { ...surface(nextUrl), nodes, oneNode, [Symbol.asyncDispose]: () => all.disposeAsync() }
}

async function ask(url: string, request: RequestInit): Promise<Reply> {
  const response = await fetch(url, { ...request, redirect: 'manual' })
  const headers: Record<string, string | readonly string[]> = Object.fromEntries(response.headers)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) headers['set-cookie'] = cookies
  return { status: response.status, headers, body: await response.text() }
}
