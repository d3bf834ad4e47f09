import type { CDPSession, Page } from 'playwright-core'

/**
 * A token's beginning: every JWT and every JWE, so every ID, access and refresh token of a pool, opens with an encoded
 * `{"`. Twenty characters keep ordinary words out.
 */
const tokenPattern = /\beyJ[\w-]{17,}/

export function holdsToken(text: string): boolean {
  return tokenPattern.test(text)
}

/** Where in the browser a token lies that any script of the page could read, or that would outlive the page. */
export async function findTokenLeaks(
  page: Page,
  session: CDPSession,
  { javaScript }: { readonly javaScript: boolean },
): Promise<readonly string[]> {
  const origin = new URL(page.url()).origin
  const places: Readonly<Record<string, string>> = {
    URL: page.url(),
    localStorage: await storedItems(session, origin, true),
    sessionStorage: await storedItems(session, origin, false),
    'a cookie': JSON.stringify(await page.context().cookies()),
    ...(javaScript ? await placesOfScripts(page) : {}),
  }
  const leaks = Object.keys(places).filter((place) => holdsToken(places[place] ?? ''))
  return leaks.map((place) => `${page.url()} has a token in ${place}`)
}

/** Where only a script can put something, and can be asked only where scripts run. */
async function placesOfScripts(page: Page): Promise<Record<string, string>> {
  return {
    'document.cookie': await page.evaluate('document.cookie'),
    IndexedDB: await page.evaluate(indexedDatabases),
    'the history state': await page.evaluate('JSON.stringify(history.state)'),
    'window.name': await page.evaluate('globalThis.name'),
  }
}

/** Asked of the browser and not of the page, which may have closed its own door to it. */
async function storedItems(session: CDPSession, securityOrigin: string, isLocalStorage: boolean): Promise<string> {
  const { entries } = await session.send('DOMStorage.getDOMStorageItems', {
    storageId: { securityOrigin, isLocalStorage },
  })
  return entries.flat().join('\n')
}

const indexedDatabases = `(async () => {
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const found = []
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name))
    for (const store of database.objectStoreNames) {
      found.push(...(await done(database.transaction(store).objectStore(store).getAll())))
    }
    database.close()
  }
  return JSON.stringify(found)
})()`
