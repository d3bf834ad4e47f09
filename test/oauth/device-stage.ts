import type { MfaFactor } from '../../src/domain/users/user.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { openApp, type App } from '../security/app.ts'
import { openBrowser, type Browser } from '../security/browser.ts'
import { changedUser } from '../security/changed-user.ts'
import { openInstallation, type Installation } from '../security/installation.ts'
import type { Reply } from '../security/surface.ts'

export const password = 'Correct-h0rse-battery'
const attributes = { email: 'ada@example.com', email_verified: 'true' }

/** Ada at a browser, and a television that asks for her tokens. */
export interface DeviceStage extends AsyncDisposable {
  readonly on: Installation
  readonly ports: TestPorts
  readonly app: App<Installation>
  readonly browser: Browser
  readonly sub: string
  signIn(to?: Browser): Promise<void>
  become(factors: readonly MfaFactor[], more?: object): Promise<void>
}

export async function openDeviceStage(
  tags: Readonly<Record<string, string>> = { 'sallyport:device-grant': 'on' },
): Promise<DeviceStage> {
  const on = await openInstallation()
  const { ports } = on
  const pool = await givenPool(ports, {
    configuration: { UserPoolTags: tags },
    mfa: { MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: {} },
  })
  const client = await givenClient(ports, pool, { name: 'Harbour TV' })
  const user = await givenUser(ports, pool, { username: 'ada', attributes, password })
  const app = openApp(on, { pool, client })
  const browser = openBrowser(on, app)
  return {
    on,
    ports,
    app,
    browser,
    sub: user.sub,
    async signIn(to = browser) {
      await to.get('/login')
      await to.post('/login', { username: 'ada', password })
    },
    async become(factors, more = {}) {
      await changedUser(on, pool, user.sub)({ mfaFactors: factors, preferredMfaFactor: factors[0], ...more })
    },
    [Symbol.asyncDispose]: () => on[Symbol.asyncDispose](),
  }
}

export const pathOf = ({ headers }: Reply): string => new URL(String(headers.location)).pathname
