import { addPerson, authenticatorCode, goodPassword, person } from '../people.ts'
import type { Exhibit, Scene } from './exhibit.ts'
import { sendAnyway } from './send-anyway.ts'

/** Looking after one's own account. */
export const accountCentreExhibits: readonly Exhibit[] = [
  { name: 'account', open: (scene) => toAccount(scene, '') },
  { name: 'account-profile', open: (scene) => toAccount(scene, '/profile') },
  {
    name: 'account-profile-wrong',
    open: async (scene) => {
      await toAccount(scene, '/profile')
      const { page } = scene.visitor
      await page.evaluate(`document.querySelector('details').open = true`)
      await page.evaluate(`document.querySelector('[name=birthdate]').type = 'text'`)
      await page.getByLabel('Date of birth').fill('long ago')
      await sendAnyway(scene, 'Save')
    },
  },
  { name: 'account-email', open: (scene) => toAccount(scene, '/email') },
  {
    name: 'account-email-code',
    open: async (scene) => {
      await toAccount(scene, '/email')
      await scene.visitor.page.getByLabel('New email').fill(`new-${person(scene.name).email}`)
      await scene.login.press('Send code')
    },
  },
  { name: 'account-password', open: (scene) => toAccount(scene, '/password') },
  {
    name: 'account-password-wrong',
    open: async (scene) => {
      await toAccount(scene, '/password')
      await scene.visitor.page.getByLabel('Current password').fill('wrong')
      await scene.visitor.page.getByLabel('New password').fill('lowercase')
      await scene.login.press('Change password')
    },
  },
  { name: 'account-passkeys', open: (scene) => toAccount(scene, '/passkeys') },
  { name: 'account-authenticator', open: (scene) => toAccount(scene, '/authenticator') },
  { name: 'account-authenticator-set-up', open: toAppSetUp },
  {
    name: 'account-authenticator-added',
    open: async (scene) => {
      await toAppSetUp(scene)
      const { login, system } = scene
      await login.enterCode(await authenticatorCode(system, await login.authenticatorKey()))
    },
  },
  { name: 'account-recovery-codes', open: (scene) => toAccount(scene, '/recovery-codes') },
  {
    name: 'account-recovery-codes-new',
    open: async (scene) => {
      await toAccount(scene, '/recovery-codes')
      await scene.login.press('Make recovery codes')
    },
  },
  { name: 'account-devices', open: (scene) => toAccount(scene, '/devices') },
  { name: 'account-sessions', open: (scene) => toAccount(scene, '/sessions') },
  { name: 'account-activity', open: (scene) => toAccount(scene, '/activity') },
  { name: 'account-data', open: (scene) => toAccount(scene, '/data') },
  { name: 'account-delete', open: (scene) => toAccount(scene, '/delete') },
  {
    name: 'account-delete-unsure',
    open: async (scene) => {
      await toAccount(scene, '/delete')
      await sendAnyway(scene, 'Delete my account')
    },
  },
]

async function toAccount({ system, pools, visitor, login, name }: Scene, page: string): Promise<void> {
  await addPerson(system, name, pools.home.id)
  await visitor.page.goto(pools.home.signInUrl.replace(/\/login.*/, `/account${page}`))
  await login.signIn(name, goodPassword)
}

async function toAppSetUp(scene: Scene): Promise<void> {
  await toAccount(scene, '/authenticator')
  await scene.login.press('Set up an app')
}
