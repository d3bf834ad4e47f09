import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { Browser } from 'playwright-core'
import * as v from 'valibot'
import { startDevelopment } from '../../src/compose/development/start-development.ts'
import type { ReadyFacts } from '../../src/config/plans/running.ts'
import { developmentSettings } from '../../src/config/settings/schema.ts'
import { launchChromium } from './chromium.ts'
import { openVisitor, type Visitor, type VisitorOptions } from './visitor.ts'

/** The reference system as `npm start` runs it, in this process, with a browser in front of it. */
export interface ReferenceSystem extends AsyncDisposable {
  readonly ready: ReadyFacts
  /** The sign-in page of the public client, by the pool's own domain. */
  readonly signInUrl: string
  readonly browser: Browser
  /** An operator's client of the wire API. */
  readonly operator: CognitoIdentityProviderClient
  /** Lets time pass, for the system only. */
  advance(seconds: number): void
  now(): Promise<Date>
  /** The newest code that was sent there; it must be one that was not asked for before. */
  codeFor(address: string): Promise<string>
  messagesTo(address: string): Promise<readonly Message[]>
  /** A person with a browser of their own. */
  visit(options?: VisitorOptions): Promise<Visitor>
}

export interface Message {
  readonly text: string
  readonly code: string | null
}

export async function startReferenceSystem(): Promise<ReferenceSystem> {
  await using started = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'journey-'))
  started.defer(() => rm(dataDir, { recursive: true }))
  const settings = v.parse(developmentSettings, { dataDir, port: 0, httpPort: 0 })
  const running = started.use(await startDevelopment(settings, undefined))
  const { ready, signInUrl, advanceClock } = running
  if (signInUrl === undefined) throw new Error('The reference system has no sign-in page.')
  const browser = await launchChromium()
  started.defer(() => browser.close())
  const operator = new CognitoIdentityProviderClient({
    region: ready.region,
    endpoint: ready.httpUrl,
    credentials: { accessKeyId: ready.accessKeyId, secretAccessKey: ready.secretAccessKey },
  })
  started.defer(() => operator.destroy())

  const ask = async (path: string): Promise<unknown> => (await fetch(`${ready.httpUrl}/_sallyport/${path}`)).json()
  const messagesTo = async (address: string) =>
    (await ask(`inbox?to=${encodeURIComponent(address)}`)) as readonly Message[]
  const used = new Set<string>()
  const met = new Set<string>()
  const all = started.move()
  return {
    ready,
    signInUrl,
    browser,
    operator,
    advance: advanceClock,
    now: async () => new Date(((await ask('clock')) as { now: string }).now),
    messagesTo,
    async codeFor(address) {
      const code = (await messagesTo(address)).find((message) => message.code !== null)?.code
      if (typeof code !== 'string') throw new Error(`No code was sent to ${address}.`)
      const key = `${address} ${code}`
      if (used.has(key)) throw new Error(`No new code was sent to ${address}.`)
      used.add(key)
      return code
    },
    visit: (options) => openVisitor(browser, met, options),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
