import type { Html } from '../view/html.ts'
import type { View } from '../view/view.ts'

/** One page as it can be met. */
export interface Exhibit {
  readonly name: string
  readonly draw: (view: View) => Html
}
