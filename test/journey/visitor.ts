import assert from 'node:assert/strict'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { openContext } from './chromium.ts'
import { findBarriers, findBarriersUnscripted } from './detectors/accessibility.ts'
import { watchFaults } from './detectors/faults.ts'
import { findTokenLeaks } from './detectors/token-leaks.ts'

export interface VisitorOptions {
  readonly javaScript?: boolean
}

/** A person at a browser of their own, who notices what should not be there. */
export interface Visitor extends AsyncDisposable {
  readonly page: Page
  readonly context: BrowserContext
  /** Of the DevTools, for the page. */
  readonly session: CDPSession
  /** Another tab of the same browser. */
  openTab(): Promise<Visitor>
  /** What went wrong on any page so far. */
  readonly faults: readonly string[]
  findLeaks(): Promise<readonly string[]>
  findBarriers(): Promise<readonly string[]>
  /** Nothing went wrong, no token lies about, and the page, the first time that it is met, is open to everyone. */
  check(): Promise<void>
}

/** `met` are the pages that have been looked at closely, by whoever. */
export async function openVisitor(
  browser: Browser,
  met: Set<string>,
  { javaScript = true }: VisitorOptions = {},
): Promise<Visitor> {
  const context = await openContext(browser, {
    ignoreHTTPSErrors: true,
    javaScriptEnabled: javaScript,
    // Colours on their way to others have no contrast worth measuring.
    reducedMotion: 'reduce',
  })
  const faults = await watchFaults(context)
  return visitorAt(context, { faults, met, javaScript })
}

interface Watch {
  readonly faults: readonly string[]
  readonly met: Set<string>
  readonly javaScript: boolean
}

async function visitorAt(context: BrowserContext, watch: Watch): Promise<Visitor> {
  const { faults, met } = watch
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const look = () => (watch.javaScript ? findBarriers(session) : findBarriersUnscripted(page))
  return {
    page,
    context,
    session,
    faults,
    openTab: () => visitorAt(context, watch),
    findLeaks: () => findTokenLeaks(page, session, watch),
    findBarriers: look,
    async check() {
      assert.deepEqual(faults, [])
      assert.deepEqual(await findTokenLeaks(page, session, watch), [])
      const looks = `${new URL(page.url()).pathname} ${await page.title()}`
      if (met.has(looks)) return
      met.add(looks)
      assert.deepEqual(await look(), [], `barriers on ${looks}`)
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}
