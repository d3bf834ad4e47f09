import type { Look } from '../branding/look.ts'
import type { Messages } from '../../messages/en.ts'
import type { PasskeySignal } from './passkey-signal.ts'
import type { Language } from '../../messages/languages.ts'

/** What every page needs besides its own content. */
export interface View {
  readonly messages: Messages
  /** What people can choose from; none where there is no choice. */
  readonly offeredLanguages: readonly Language[]
  /** The application's name, as people know it. */
  readonly appName: string
  /** What every path begins with: empty, or `/{poolId}` where pools share a host. */
  readonly basePath: string
  /** `?client_id=…` of the authorization request: kept on every link and form. */
  readonly query: string
  readonly csrfToken: string
  /** Whether a form of it came back without its token: said once, above the fresh form. */
  readonly outOfDate: boolean
  /** Why its form was not even read. */
  readonly problem?: string | undefined
  readonly work?: Work | undefined
  readonly expiry?: Expiry | undefined
  /** What the page tells the browser's keeper of passkeys. */
  readonly signals?: readonly PasskeySignal[]
  readonly look: Look
  /** Their addresses name their content, so that they may be cached for ever. */
  readonly assets: { readonly css: string; readonly accountCss: string; readonly js: string }
}

/** What the form of this page asks the browser to do before it is sent. */
export interface Work {
  readonly path: string
  readonly challenge: string
  /** Zeros that a hash must begin with. */
  readonly bits: number
  /** The address of what does it. */
  readonly script: string
}

/** When what waits behind a page is lost. */
export interface Expiry {
  readonly path: string
  /** From now. */
  readonly seconds: number
  /** Whether one may have as much time again. */
  readonly canExtend: boolean
}

/** What went wrong with what was sent. `field` is the id of the input; without it the whole form is meant. */
export interface Problem {
  readonly field?: string
  readonly text: string
  /** What would be better, said beside the field alone. */
  readonly advice?: string
}

export function problemOf(problems: readonly Problem[], field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.text
}
