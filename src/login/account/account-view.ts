import type { AccountNotice } from '../request/page-state.ts'
import type { View } from '../view/view.ts'

/** What every page of the account centre is drawn from besides its own content. A request to one is such a view. */
export interface AccountView {
  readonly view: View
  /** Where a link back to the application leads, if there is one. */
  readonly continueTo: { readonly url: string; readonly client: { readonly name: string } } | undefined
  /** What the page says once. */
  readonly state: { readonly notice?: AccountNotice } | undefined
}
