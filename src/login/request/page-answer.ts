import type { Html } from '../view/html.ts'
import type { PageState } from './page-state.ts'

export type PageAnswer =
  /** `state` replaces what waits in the browser; null removes it; absent leaves it. */
  | {
      readonly kind: 'page'
      readonly status?: number
      readonly html: Html | Promise<Html>
      readonly state?: PageState | null
      readonly cookies?: readonly string[]
    }
  /** To the script of the page that asked; what waits in the browser is replaced as ever. */
  | { readonly kind: 'script'; readonly value: object; readonly state?: PageState }
  /** To another page of this domain, with the same query. */
  | {
      readonly kind: 'go'
      readonly path: string
      readonly state?: PageState | null
      readonly cookies?: readonly string[]
    }
  /** Something to keep. */
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly body: string }
  /** Back to the client. */
  | { readonly kind: 'leave'; readonly location: string; readonly cookies: readonly string[] }
