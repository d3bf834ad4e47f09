import assert from 'node:assert/strict'
import { addPerson, authenticatorCode, goodPassword } from '../people.ts'
import { assertBack, beside, type Flow, type Scene } from './flow.ts'
import { readKey } from './second-factor-flows.ts'

const another = 'An0ther-good-one'

export const accountFlows: readonly Flow[] = [
  {
    name: 'looks at every page of their account, and comes back from each',
    // What the first page leads to is found there.
    paths: [
      '/account',
      '/account/passkeys',
      '/account/devices',
      '/account/sessions',
      '/account/apps',
      '/account/providers',
      '/account/activity',
      '/account/data',
    ],
    walk: async (scene) => {
      const { typist } = scene
      await enter(scene)
      const links = typist.visitor.page.locator('.rows a')
      for (const label of await links.allInnerTexts()) {
        await typist.follow(label)
        await typist.follow('Your account')
      }
      await typist.follow('Sign out')
      assert.equal(await typist.heading(), 'You are signed out')
    },
  },
  {
    name: 'changes what the account says of them, and the password',
    paths: [
      '/account/profile',
      '/account/email',
      '/account/email/code',
      '/account/phone',
      '/account/phone/code',
      '/account/password',
      '/account/not-me',
    ],
    walk: async (scene) => {
      const { system, typist, name, pools } = scene
      await enter(scene, '/profile')
      await typist.fill(/^Full name/, 'Grace Hopper')
      await typist.follow('Save')
      await typist.follow('Your account')
      const contacts = [
        ['Email', 'New email', `new-${name}@example.com`],
        ['Phone number', 'New phone number', '+14155550199'],
      ] as const
      for (const [link, label, address] of contacts) {
        await typist.follow(link)
        await typist.fill(label, address)
        await typist.follow('Send code')
        await typist.enterCode(await system.codeFor(address))
        await typist.follow('Your account')
      }
      await typist.follow('Password')
      await typist.fill('Current password', goodPassword)
      await typist.fill('New password', another)
      await typist.follow('Change password')
      const messages = await system.messagesTo(`new-${name}@example.com`)
      const link = messages.map(({ text }) => /https:\S+\/account\/not-me\?token=[\w-]+/.exec(text)?.[0]).find(Boolean)
      await typist.open(link ?? beside(pools.home.signInUrl, '/account/not-me'))
      await typist.follow(/secure my account$/i)
      assert.equal(await typist.heading(), 'Your account is secured')
    },
  },
  {
    name: 'sets up an app and recovery codes, is asked for a step more, signs in with a recovery code and deletes the account',
    paths: [
      '/account/authenticator',
      '/account/authenticator/set-up',
      '/account/recovery-codes',
      '/recoveryCode',
      '/account/delete',
    ],
    walk: async (scene) => {
      const { system, typist, name, pools } = scene
      const { page, context } = typist.visitor
      await enter(scene, '/authenticator')
      await typist.follow('Set up an app')
      const key = await readKey(scene)
      await typist.enterCode(await authenticatorCode(system, key))
      await typist.follow('Your account')
      await typist.follow('Recovery codes')
      await typist.follow('Make recovery codes')
      const [code = ''] = await page.locator('.codes li').allInnerTexts()
      await typist.to('Copy')
      await typist.follow('I have kept them')

      system.advance(30)
      const surer = `${pools.home.signInUrl}&acr_values=urn%3Acognito%3Aloa%3A4`
      await typist.open(surer.replace('/login?', '/oauth2/authorize?'))
      await typist.follow('Continue')
      await typist.fill('Code', await authenticatorCode(system, key))
      await typist.follow('Verify')
      assertBack(typist)

      await context.clearCookies()
      await typist.open(beside(pools.home.signInUrl, '/account/delete'))
      await typist.signIn(name, goodPassword)
      await typist.follow('Use a recovery code')
      await typist.fill('Recovery code', code)
      await typist.follow('Verify')
      await typist.to('I want to delete my account')
      await typist.press('Space')
      await typist.follow('Delete my account')
      assert.equal(await typist.heading(), 'Your account is deleted')
    },
  },
]

/** Somebody who goes straight to a page of their account, by way of the sign-in. */
async function enter({ system, pools: { home }, typist, name }: Scene, page = ''): Promise<void> {
  await addPerson(system, name, home.id)
  await typist.open(beside(home.signInUrl, `/account${page}`))
  await typist.signIn(name, goodPassword)
}
