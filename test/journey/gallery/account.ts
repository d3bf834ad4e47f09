import { addPerson, goodPassword, person } from '../people.ts'
import type { Exhibit, Scene } from './exhibit.ts'
import { sendAnyway, toSignIn } from './to-sign-in.ts'

/** Making an account, confirming it, and coming back into it without the password. */
export const accountExhibits: readonly Exhibit[] = [
  { name: 'sign-up', open: toSignUp },
  {
    name: 'sign-up-incomplete',
    open: async (scene) => {
      await toSignUp(scene)
      await sendAnyway(scene, 'Sign up')
    },
  },
  {
    name: 'sign-up-weak-password',
    open: async (scene) => {
      await toSignUp(scene)
      await scene.login.signUp({ ...person(scene.name), password: 'lowercase only 1' })
    },
  },
  {
    name: 'sign-up-taken',
    open: async (scene) => {
      await addPerson(scene.system, scene.name)
      await toSignUp(scene)
      await scene.login.signUp(person(scene.name))
    },
  },
  {
    name: 'sign-up-closed',
    open: async ({ pools, visitor }) => {
      await visitor.page.goto(pools.closed.signInUrl.replace('/login?', '/signup?'))
    },
  },
  { name: 'confirm', open: toConfirm },
  {
    name: 'confirm-wrong-code',
    open: async (scene) => {
      await toConfirm(scene)
      await scene.login.enterCode('000000')
    },
  },
  {
    name: 'confirm-resent',
    open: async (scene) => {
      await toConfirm(scene)
      scene.system.advance(31)
      await scene.visitor.page.reload()
      await scene.login.press('Send a new code')
    },
  },
  {
    name: 'confirmed',
    open: async (scene) => {
      await toConfirm(scene)
      await scene.login.enterCode(await scene.system.codeFor(person(scene.name).email))
    },
  },
  { name: 'confirm-link', open: toConfirmLink },
  {
    name: 'confirm-link-done',
    open: async (scene) => {
      await toConfirmLink(scene)
      await scene.login.press('Confirm')
    },
  },
  {
    name: 'confirm-link-spent',
    open: async (scene) => {
      await toConfirmLink(scene)
      const { page } = scene.visitor
      const link = page.url()
      await scene.login.press('Confirm')
      await page.goto(link)
      await scene.login.press('Confirm')
    },
  },
  {
    name: 'confirm-link-incomplete',
    open: async ({ system, visitor }) => {
      await visitor.page.goto(system.signInUrl.replace(/\/login.*/, '/confirmUser'))
    },
  },
  { name: 'forgot-password', open: toForgotPassword },
  {
    name: 'forgot-password-incomplete',
    open: async (scene) => {
      await toForgotPassword(scene)
      await sendAnyway(scene, 'Send code')
    },
  },
  { name: 'reset-password', open: toResetPassword },
  {
    name: 'reset-password-wrong-code',
    open: async (scene) => {
      await toResetPassword(scene)
      await scene.login.code.fill('000000')
      await scene.login.setPassword(goodPassword)
    },
  },
  {
    name: 'password-changed',
    open: async (scene) => {
      await toResetPassword(scene)
      await scene.login.code.fill(await scene.system.codeFor(person(scene.name).email))
      await scene.login.setPassword(goodPassword)
    },
  },
]

async function toSignUp(scene: Scene): Promise<void> {
  await toSignIn(scene)
  await scene.login.follow('Create an account')
}

async function toConfirm(scene: Scene): Promise<void> {
  await toSignUp(scene)
  await scene.login.signUp(person(scene.name))
}

/** The link that mails have where a pool is set to send links. */
async function toConfirmLink(scene: Scene): Promise<void> {
  await toConfirm(scene)
  const { system, name, visitor } = scene
  const code = await system.codeFor(person(name).email)
  const query = new URLSearchParams({ client_id: system.ready.clientId, user_name: name, confirmation_code: code })
  await visitor.page.goto(`${new URL(system.signInUrl).origin}/confirmUser?${query.toString()}`)
}

async function toForgotPassword(scene: Scene): Promise<void> {
  await toSignIn(scene)
  await scene.login.follow('Forgot your password?')
}

async function toResetPassword(scene: Scene): Promise<void> {
  await addPerson(scene.system, scene.name)
  await toForgotPassword(scene)
  await scene.login.recover(scene.name)
}
