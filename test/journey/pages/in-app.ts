import type { Page } from 'playwright-core'

/** The reference app's own form on Amplify: each step is a heading of the one page. */
export function inAppPage(page: Page, appUrl: string) {
  const arrivesAt = (heading: string) => page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

  return {
    arrivesAt,
    fill,
    press,
    status: page.locator('#status'),
    problem: page.getByRole('alert').filter({ visible: true }),
    notes: page.getByRole('list', { name: 'Your notes' }).getByRole('listitem'),

    async open(): Promise<void> {
      await page.goto(`${appUrl}/in-app.html`)
      await page.getByLabel('Username or e-mail').waitFor()
    },

    async signIn(username: string, password: string): Promise<void> {
      await fill('Username or e-mail', username)
      await fill('Password', password)
      await press('Sign in')
    },

    async signUp(entries: {
      readonly username: string
      readonly email: string
      readonly password: string
    }): Promise<void> {
      await press('Create an account')
      await arrivesAt('Create an account')
      await fill('Username', entries.username)
      await fill('E-mail', entries.email)
      await fill('Password', entries.password)
      await press('Create the account')
    },

    async enterCode(button: string, code: string): Promise<void> {
      await fill('Code', code)
      await press(button)
    },

    async openAccount(): Promise<void> {
      await press('Account')
      await arrivesAt('Your account')
    },

    section: (name: string) => page.getByRole('region', { name, exact: true }),

    /** What the page says in passing. */
    says: (text: string) => page.locator('#status').getByText(text, { exact: true }).waitFor(),

    authenticatorKey: async () => (await page.locator('.key').innerText()).replaceAll(' ', ''),
  }
}
