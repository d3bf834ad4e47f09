import { feedbackPage } from '../pages/feedback-page.ts'
import { messagePage } from '../pages/message-page.ts'
import type { Exhibit } from './exhibit.ts'
import { samples } from './samples.ts'

const { requestId } = samples

/** Pages that end a path, and those that mails lead to. */
export const messageExhibits: readonly Exhibit[] = [
  {
    name: 'error-unknown-client',
    draw: (view) =>
      messagePage(view, {
        title: view.messages.errorPageTitle,
        text: view.messages.errors.badClient,
        detail: 'Client does not exist.',
        requestId,
      }),
  },
  {
    name: 'error-redirect-mismatch',
    draw: (view) =>
      messagePage(view, {
        title: view.messages.errorPageTitle,
        text: view.messages.errors.badRedirect,
        detail: 'redirect_mismatch',
        wayBack: { href: 'https://app.example.com/', label: view.messages.backToApp('Harbour') },
        requestId,
      }),
  },
  {
    name: 'error-fault',
    draw: (view) =>
      messagePage(view, { title: view.messages.errorPageTitle, text: view.messages.errors.fault, requestId }),
  },
  {
    name: 'error-incomplete-link',
    draw: (view) => messagePage(view, { title: view.messages.errorPageTitle, text: view.messages.errors.badLink }),
  },
  { name: 'feedback-was-me', draw: (view) => feedbackPage(view, 'Valid') },
  { name: 'feedback-was-not-me', draw: (view) => feedbackPage(view, 'Invalid') },
  {
    name: 'feedback-taken',
    draw: (view) =>
      messagePage(view, { title: view.messages.feedbackTakenTitle, text: view.messages.feedbackWasNotMe }),
  },
]
