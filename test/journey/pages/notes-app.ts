import type { Page } from 'playwright-core'
import { submitting } from './submitting.ts'

export type NotesApp = ReturnType<typeof notesApp>

/** The reference app's page by redirect: its script holds no token. */
export function notesApp(page: Page, appUrl: string) {
  const notes = page.getByRole('list', { name: 'Your notes' }).getByRole('listitem')
  const status = page.locator('#status')

  return {
    notes,
    status,
    open: () => page.goto(`${appUrl}/`),
    signInLink: page.getByRole('link', { name: 'Sign in', exact: true }),
    signUpLink: page.getByRole('link', { name: 'Create an account' }),
    goToSignIn: () => submitting(page, () => page.getByRole('link', { name: 'Sign in', exact: true }).click()),
    goToSignUp: () => submitting(page, () => page.getByRole('link', { name: 'Create an account' }).click()),
    /** The page has asked who is signed in, and has the notes of that person. */
    isShowingNotes: () => page.getByRole('heading', { level: 1, name: 'Your notes' }).waitFor(),

    async write(text: string): Promise<void> {
      await page.getByLabel('New note').fill(text)
      await page.getByRole('button', { name: 'Keep it' }).click()
      await notes.filter({ hasText: text }).waitFor()
    },

    async readingTime(text: string): Promise<string> {
      const note = notes.filter({ hasText: text })
      await note.getByRole('button', { name: /^Reading time/ }).click()
      const figures = note.getByText(/ min$/)
      await figures.waitFor()
      return figures.innerText()
    },

    signOut: () =>
      submitting(page, async () => {
        await page.getByRole('button', { name: 'Sign out', exact: true }).click()
        // The script asks first, then goes by way of the pool's domain back to the app's start.
        await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor()
      }),
  }
}
