import type { FeedbackValueType } from '../../contract/shapes.gen.ts'
import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { form, submitButton } from '../parts/form.ts'
import type { View } from '../view/view.ts'

/** Asks once more what the link said, so that a program that opens links has said nothing. */
export function feedbackPage(view: View, value: FeedbackValueType): Html {
  const { messages } = view
  const label = value === 'Valid' ? messages.itWasMe : messages.itWasNotMe
  return document(view, {
    title: messages.feedbackTitle,
    lead: messages.feedbackLead,
    body: form(view, '/authEventFeedback', html`${submitButton(label, messages.working)}`),
  })
}
