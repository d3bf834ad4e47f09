import { inAppPage, type InAppPage } from '../pages/in-app.ts'
import { notesApp } from '../pages/notes-app.ts'
import { addPerson, goodPassword, invite, person } from '../people.ts'
import type { Exhibit, Scene } from './exhibit.ts'

/** The reference app, signed in by redirect and by a form of its own; and the inbox of development. */
export const appExhibits: readonly Exhibit[] = [
  { name: 'app-home', open: async (scene) => void (await notesApp(scene.visitor.page, appUrl(scene)).open()) },
  {
    name: 'app-notes',
    open: async (scene) => {
      const app = notesApp(scene.visitor.page, appUrl(scene))
      await addPerson(scene.system, scene.name)
      await app.open()
      await app.goToSignIn()
      await scene.login.signIn(scene.name, goodPassword)
      await app.isShowingNotes()
      await app.write('Two doors, one behind the other: the first asks who you are.')
      await app.write('Bring the key of the boat house.')
    },
  },
  { name: 'in-app-sign-in', open: async (scene) => void (await toInApp(scene)) },
  {
    name: 'in-app-sign-in-incorrect',
    open: async (scene) => {
      const page = await toInApp(scene)
      await page.signIn(scene.name, 'not-the-Passw0rd')
      await page.problem.waitFor()
    },
  },
  {
    name: 'in-app-sign-up',
    open: async (scene) => {
      const page = await toInApp(scene)
      await page.press('Create an account')
      await page.arrivesAt('Create an account')
    },
  },
  {
    name: 'in-app-confirm',
    open: async (scene) => {
      const page = await toInApp(scene)
      await page.signUp(person(scene.name))
      await page.arrivesAt('Confirm your e-mail')
    },
  },
  {
    name: 'in-app-forgot-password',
    open: async (scene) => {
      const page = await toInApp(scene)
      await page.press('Forgot your password?')
      await page.arrivesAt('Reset your password')
    },
  },
  {
    name: 'in-app-new-password',
    open: async (scene) => {
      await invite(scene.system, person(scene.name), scene.system.ready.userPoolId)
      const page = await toInApp(scene)
      await page.signIn(scene.name, goodPassword)
      await page.arrivesAt('Choose a new password')
    },
  },
  {
    name: 'in-app-notes',
    open: async (scene) => {
      const page = await signInToApp(scene)
      await page.write('Tokens live in this page’s memory only.')
    },
  },
  {
    name: 'in-app-account',
    open: async (scene) => {
      const page = await signInToApp(scene)
      await page.openAccount()
      await page.press('Set it up')
      await scene.visitor.page.locator('.qr').waitFor()
    },
  },
  {
    name: 'inbox',
    open: async (scene) => {
      const page = await toInApp(scene)
      await page.signUp(person(scene.name))
      await page.arrivesAt('Confirm your e-mail')
      await scene.visitor.page.goto(`${scene.system.ready.consoleUrl}/inbox`)
    },
  },
]

function appUrl({ system }: Scene): string {
  return system.ready.appUrl
}

async function toInApp(scene: Scene): Promise<InAppPage> {
  const page = inAppPage(scene.visitor.page, appUrl(scene))
  await page.open()
  return page
}

async function signInToApp(scene: Scene): Promise<InAppPage> {
  await addPerson(scene.system, scene.name)
  const page = await toInApp(scene)
  await page.signIn(scene.name, goodPassword)
  await page.arrivesAt('Your notes')
  return page
}
