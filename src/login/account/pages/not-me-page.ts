import { html, type Html } from '../../view/html.ts'
import { document } from '../../parts/document.ts'
import { form, submitButton } from '../../parts/form.ts'
import type { View } from '../../view/view.ts'

/** Asks once more what the link of a notice said, so that a program that opens links has said nothing. */
export function notMePage(view: View, { restores }: { readonly restores: string | undefined }): Html {
  const { account, working } = view.messages
  const label = restores === undefined ? account.notMeButton : account.notMeUndoButton
  return document(view, {
    title: account.notMeTitle,
    lead: restores === undefined ? account.notMeLead : account.notMeUndoLead(restores),
    body: form(view, '/account/not-me', html`${submitButton(label, working)}`),
  })
}
