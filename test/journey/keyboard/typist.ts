import assert from 'node:assert/strict'
import { findFocus } from '../detectors/focus.ts'
import { submitting } from '../pages/submitting.ts'
import type { Visitor } from '../visitor.ts'

/** A person who has a keyboard and nothing else, and sees where they are at every stop on their way. */
export interface Typist {
  readonly visitor: Visitor
  /** Paths of the pages that they have been at. */
  readonly paths: ReadonlySet<string>
  open(url: string): Promise<void>
  heading(): Promise<string>
  /** Goes on by Tab until what has this name has the focus. */
  to(name: string | RegExp): Promise<void>
  press(key: string): Promise<void>
  type(text: string): Promise<void>
  fill(label: string | RegExp, text: string): Promise<void>
  /** Goes there and presses Enter, which leads to another page. */
  follow(name: string | RegExp): Promise<void>
  /** A code whose last digit sends it. */
  enterCode(code: string): Promise<void>
  signIn(username: string, password: string): Promise<void>
}

/** More than any page has. */
const mostStops = 80

export function typistAt(visitor: Visitor): Typist {
  const { page } = visitor
  const paths = new Set<string>()
  page.on('request', (request) => {
    if (request.isNavigationRequest()) paths.add(new URL(request.url()).pathname)
  })
  const press = (key: string): Promise<void> => page.keyboard.press(key)

  async function to(name: string | RegExp): Promise<void> {
    const met: string[] = []
    while (met.length < mostStops) {
      const stop = await findFocus(page)
      if (stop !== undefined) assert.deepEqual(stop.faults, [], `${stop.name} at ${page.url()}`)
      if (stop !== undefined && (typeof name === 'string' ? stop.name === name : name.test(stop.name))) return
      met.push(stop?.name ?? '-')
      await press('Tab')
    }
    assert.fail(`${String(name)} is not on the keyboard's way at ${page.url()}: ${met.join(', ')}`)
  }
  async function fill(label: string | RegExp, text: string): Promise<void> {
    await to(label)
    await press('ControlOrMeta+a')
    await page.keyboard.type(text)
  }
  async function follow(name: string | RegExp): Promise<void> {
    await to(name)
    await submitting(page, () => press('Enter'))
    await visitor.check()
  }
  return {
    visitor,
    paths,
    to,
    press,
    type: (text) => page.keyboard.type(text),
    fill,
    follow,
    open: async (url) => void (await page.goto(url)),
    heading: () => page.getByRole('heading', { level: 1 }).innerText(),
    enterCode: (code) => submitting(page, () => fill('Code', code)),
    async signIn(username, password) {
      await fill(/^(Username|Username or email)$/, username)
      await fill('Password', password)
      await follow('Sign in')
    },
  }
}
