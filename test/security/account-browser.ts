import { arenaPassword, type Arena, type Person } from './arena.ts'
import { openBrowser, type Browser } from './browser.ts'

/** Somebody who signed in on the way to a page of their account, and has it before them. */
export async function openAccount(arena: Arena, { username }: Person, path: string): Promise<Browser> {
  const browser = openBrowser(arena.on.oneNode ?? arena.on, arena.app)
  const { location } = (await browser.get(path, '')).headers
  const query = new URL(String(location)).search.slice(1)
  await browser.get('/login', query)
  await browser.post('/login', { username, password: arenaPassword }, query)
  await browser.get(path, '')
  return browser
}
