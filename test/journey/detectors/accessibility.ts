import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CDPSession, Page } from 'playwright-core'
import { openContext } from '../chromium.ts'

/** WCAG 2.2 AA, and axe's own good practice. */
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// As a script that is less than half as long as the one that `axe.source` holds: each page is given it anew.
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

const worldName = 'axe'

interface AxeResults {
  readonly violations: readonly {
    readonly id: string
    readonly help: string
    readonly nodes: readonly { readonly target: readonly string[] }[]
  }[]
}

/** Of these the answer changes with colours and width; of all others with the page's markup only. */
export const rulesOfLooks: readonly string[] = [
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'target-size',
]

/** Has axe there as each page of the session comes: half the work, where every page is looked at. */
export async function preloadAxe(session: CDPSession): Promise<void> {
  await session.send('Page.enable')
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: axe, worldName })
}

/**
 * What axe finds on the page as it stands. It runs in a world of its own, so that neither the page's content policy nor its
 * scripts are in its way.
 */
export async function findBarriers(
  session: CDPSession,
  rules: readonly string[] = everyRule,
): Promise<readonly string[]> {
  const { frameTree } = await session.send('Page.getFrameTree')
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName,
  })
  const known = await session.send('Runtime.evaluate', { contextId, expression: 'typeof axe' })
  // The world of that name lasts as long as the document: axe is put into it once.
  if (known.result.value === 'undefined') await session.send('Runtime.evaluate', { contextId, expression: axe })
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    contextId,
    expression: `axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] })`,
    awaitPromise: true,
    returnByValue: true,
  })
  if (exceptionDetails)
    throw new Error(`axe failed: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`)
  const { violations } = result.value as AxeResults
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`,
  )
}

/** The same of a page that runs no script, where axe cannot run either: its markup is read in a browser that would. */
export async function findBarriersUnscripted(page: Page): Promise<readonly string[]> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('The page has no browser.')
  await using reader = await openContext(browser, { ignoreHTTPSErrors: true, reducedMotion: 'reduce' })
  const copy = await reader.newPage()
  const body = await page.content()
  await copy.route('**/*.js', (route) => route.abort())
  await copy.route(page.url(), (route) => route.fulfill({ body, contentType: 'text/html' }))
  await copy.goto(page.url())
  return await findBarriers(await reader.newCDPSession(copy))
}
