import type { AppClientConfiguration } from '../../../src/domain/app-clients/app-client.ts'
import type { HttpResponse } from '../../../src/http/message.ts'
import type { UserPoolOverrides } from '../../../src/testing/build-user-pool.ts'
import { givenClient, givenPool, givenUser } from '../../../src/testing/given.ts'
import { pageBrowser, type PageBrowser } from '../../../src/testing/page-browser.ts'
import { everyFlow, passwordlessPolicies } from '../../../src/testing/passwordless.ts'
import { testPorts, type TestPorts } from '../../../src/testing/test-ports.ts'

export const password = 'Correct-h0rse-battery'
const email = { email: 'ada@example.com', email_verified: 'true' }

export interface Pages extends AsyncDisposable {
  readonly ports: TestPorts
  readonly browser: PageBrowser
  /** The markup of a page. */
  see(path: string): Promise<string>
  send(path: string, fields: Readonly<Record<string, string>>): Promise<HttpResponse>
  /** Where an answer leads, within the domain or out of it. */
  leadsTo(response: HttpResponse): string
}

interface PagesOptions {
  readonly pool?: UserPoolOverrides
  readonly client?: Partial<AppClientConfiguration>
}

/** The sign-in pages of a pool in which Ada has a password and a confirmed address. */
export async function openPages({ pool = {}, client = {} }: PagesOptions = {}): Promise<Pages> {
  const ports = await testPorts()
  const stored = await givenPool(ports, pool)
  const through = await givenClient(ports, stored, {
    name: 'Harbour',
    configuration: { PreventUserExistenceErrors: 'ENABLED', ...client },
  })
  await givenUser(ports, stored, { username: 'ada', password, attributes: email })
  const browser = pageBrowser(ports, stored, through)
  const at = (path: string) => `${path}?${browser.query}`
  await browser.get(at('/login'))
  return {
    ports,
    browser,
    see: async (path) => String((await browser.get(at(path))).body),
    send: (path, fields) => browser.post(at(path), fields),
    leadsTo: ({ headers }) => {
      const { origin, pathname } = new URL(String(headers.location))
      return origin === browser.origin ? pathname : origin
    },
    [Symbol.asyncDispose]: () => ports[Symbol.asyncDispose](),
  }
}

/** The same where people name themselves first and choose how to go on. */
export function openChoice(configuration: NonNullable<UserPoolOverrides['configuration']> = {}): Promise<Pages> {
  const settings = { Policies: passwordlessPolicies, AutoVerifiedAttributes: ['email' as const], ...configuration }
  return openPages({ pool: { configuration: settings }, client: { ExplicitAuthFlows: everyFlow } })
}

/** What a page says, without its markup. */
export function textOf(body: HttpResponse['body'] | string): string {
  return String(body)
    .replaceAll(/<(script|style|svg)[^]*?<\/\1>|<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

/** The tags of an element's kind, each with its attributes on one line. */
export function tagsIn(markup: string, name: string): readonly string[] {
  return [...markup.matchAll(new RegExp(`<${name}\\b[^>]*>`, 'g'))].map(([tag]) => tag.replaceAll(/\s+/g, ' '))
}
