import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { answerPreview } from '../../../src/login/preview/answer-preview.ts'
import type { BrandingDraft } from '../../../src/login/preview/preview-subject.ts'
import { testPorts } from '../../../src/testing/test-ports.ts'
import { openContext } from '../chromium.ts'
import { watchFaults } from '../detectors/faults.ts'

/** A browser at the preview of the gallery, with no server in between: what it asks for is answered in this process. */
export interface GalleryBrowser extends AsyncDisposable {
  readonly page: Page
  readonly context: BrowserContext
  /** Of the DevTools, for the page. */
  readonly session: CDPSession
  readonly faults: readonly string[]
  open(state: string, options?: Readonly<Record<string, string>>): Promise<void>
}

const origin = 'http://localhost'

export async function openGallery(browser: Browser, drafts: readonly BrandingDraft[] = []): Promise<GalleryBrowser> {
  await using opened = new AsyncDisposableStack()
  const ports = opened.use(await testPorts())
  // Colours on their way to others have no contrast worth measuring.
  const context = opened.use(await openContext(browser, { reducedMotion: 'reduce' }))
  const faults = await watchFaults(context)
  await context.route('**/*', async (route) => {
    const { pathname: path, search } = new URL(route.request().url())
    const method = route.request().method() === 'POST' ? 'POST' : 'GET'
    const query = search.slice(1)
    const answer = await answerPreview({ method, path, query }, { ports, readDrafts: async () => drafts })
    const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]))
    await route.fulfill({ status: answer.status, headers, body: Buffer.from(answer.body) })
  })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const all = opened.move()
  return {
    page,
    context,
    session,
    faults,
    open: async (state, options = {}) => {
      const query = new URLSearchParams({ state, ...options }).toString()
      await page.goto(`${origin}/_sallyport/preview/page?${query}`)
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
