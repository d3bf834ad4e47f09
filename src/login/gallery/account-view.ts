import type { AccountView } from '../account/account-view.ts'
import type { AccountNotice } from '../request/page-state.ts'
import type { View } from '../view/view.ts'

/** A page of the account centre, as whoever came from the application meets it. */
export function accountView(view: View, notice?: AccountNotice): AccountView {
  const continueTo = { url: 'https://app.example.com/', client: { name: view.appName } }
  return { view, continueTo, state: notice && { notice } }
}
