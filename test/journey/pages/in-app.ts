import type { Page } from 'playwright-core'

export type InAppPage = ReturnType<typeof inAppPage>

/** The reference app's own form on Amplify: each step is a heading of the one page. */
export function inAppPage(page: Page, appUrl: string) {
  const arrivesAt = (heading: string) => page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)
  const notes = page.getByRole('list', { name: 'Your notes' }).getByRole('listitem')
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

  return {
    arrivesAt,
    fill,
    press,
    problem: page.getByRole('alert').filter({ visible: true }),

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

    async write(text: string): Promise<void> {
      await fill('New note', text)
      await press('Keep it')
      await notes.filter({ hasText: text }).waitFor()
    },

    async readingTime(text: string): Promise<string> {
      const note = notes.filter({ hasText: text })
      await note.getByRole('button', { name: /^Reading time/ }).click()
      const figures = note.getByText(/ min$/)
      await figures.waitFor()
      return figures.innerText()
    },

    /** The page that asks for a code is there once the code is on its way. */
    async codeSent(read: () => Promise<string>): Promise<string> {
      await page.getByLabel('Code', { exact: true }).waitFor()
      return read()
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
