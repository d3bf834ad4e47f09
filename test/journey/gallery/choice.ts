import { addPerson, goodPassword } from '../people.ts'
import type { Exhibit, Scene } from './exhibit.ts'

/** A sign-in by choice: the name first, then a password, a code or a passkey. */
export const choiceExhibits: readonly Exhibit[] = [
  { name: 'name-first', open: async ({ pools, visitor }) => void (await visitor.page.goto(pools.choosing.signInUrl)) },
  { name: 'choose', open: toChoice },
  { name: 'password', open: toPassword },
  {
    name: 'password-incorrect',
    open: async (scene) => {
      await toPassword(scene)
      await scene.login.password.fill('not-the-Passw0rd')
      await scene.login.press('Sign in')
    },
  },
  { name: 'first-code', open: toCode },
  {
    name: 'first-code-wrong',
    open: async (scene) => {
      await toCode(scene)
      await scene.login.enterCode('00000000')
    },
  },
  { name: 'passkey-offer', open: toOffer },
  {
    name: 'passkey-refused',
    open: async (scene) => {
      const { visitor, pools } = scene
      await visitor.page.goto(pools.choosing.signInUrl)
      await visitor.page.evaluate(`document.querySelector('[data-passkey]').closest('form').requestSubmit()`)
      await visitor.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    },
  },
  {
    name: 'sign-up-without-password',
    open: async ({ pools, visitor }) => {
      await visitor.page.goto(pools.choosing.signInUrl.replace('/login?', '/signup?'))
    },
  },
]

async function toChoice(scene: Scene): Promise<void> {
  const { system, pools, visitor, login, name } = scene
  await addPerson(system, name, pools.choosing.id)
  await visitor.page.goto(pools.choosing.signInUrl)
  await login.username.fill(name)
  await login.press('Continue')
}

async function toPassword(scene: Scene): Promise<void> {
  await toChoice(scene)
  await scene.login.press(/^Password/)
}

async function toCode(scene: Scene): Promise<void> {
  await toChoice(scene)
  await scene.login.press(/^Code by email/)
}

async function toOffer(scene: Scene): Promise<void> {
  const { visitor, pools } = scene
  await visitor.context.addCookies([
    { name: 'passkeys-here', value: 'yes', url: new URL(pools.choosing.signInUrl).origin },
  ])
  await toPassword(scene)
  await scene.login.password.fill(goodPassword)
  await scene.login.press('Sign in')
}
