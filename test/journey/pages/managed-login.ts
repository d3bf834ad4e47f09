import type { Page } from 'playwright-core'
import { submitting } from './submitting.ts'

export interface SignUpEntries {
  readonly username: string
  readonly email: string
  readonly password: string
}

export type ManagedLogin = ReturnType<typeof managedLogin>

/** The sign-in pages of a pool's domain, as a person sees them. What is sent ends on a page that has loaded. */
export function managedLogin(page: Page) {
  const press = (name: string | RegExp) =>
    submitting(page, () => page.getByRole('button', { name, exact: true }).click())
  const follow = (name: string) => submitting(page, () => page.getByRole('link', { name, exact: true }).click())
  const username = page.getByRole('textbox', { name: /^(Username|Username or email|Email)$/ })
  const password = page.getByLabel(/^(Password|New password)$/)
  const code = page.getByRole('textbox', { name: 'Code', exact: true })

  return {
    username,
    password,
    code,
    rememberDevice: page.getByRole('checkbox', { name: 'Remember this device' }),
    press,
    follow,
    heading: () => page.getByRole('heading', { level: 1 }).innerText(),
    problem: () => page.getByRole('alert').innerText(),
    notice: () => page.locator('.notice[role=status]').innerText(),

    async signIn(name: string, secret: string): Promise<void> {
      await username.fill(name)
      await password.fill(secret)
      await press('Sign in')
    },

    async signUp({ username: name, email, password: secret }: SignUpEntries): Promise<void> {
      await page.getByRole('textbox', { name: 'Username', exact: true }).fill(name)
      await page.getByRole('textbox', { name: 'Email', exact: true }).fill(email)
      await password.fill(secret)
      await press('Sign up')
    },

    /** The last digit sends the form where there is JavaScript. */
    enterCode: (digits: string) => submitting(page, () => code.fill(digits)),

    async recover(name: string): Promise<void> {
      await username.fill(name)
      await press('Send code')
    },

    async setPassword(secret: string): Promise<void> {
      await password.fill(secret)
      await press('Set new password')
    },

    /** The key of an authenticator app, as one types it. */
    authenticatorKey: async () => (await page.getByRole('group', { name: 'Key' }).innerText()).replaceAll(' ', ''),
  }
}
