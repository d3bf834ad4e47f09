import { withoutHeaders, type HeaderList } from '../../http/header-list.ts'

/** A request that the session integration makes for a signed-in browser. */
export interface OnBehalf {
  /** Undefined where nobody is signed in: the API's authorizer decides what that is worth. */
  readonly authorization: string | undefined
  /** In lower case. */
  readonly alsoDropped: readonly string[]
}

/** The session's token in place of whatever the browser sent; cookies belong to the app's origin and stay there. */
export function headersOnBehalf(headers: HeaderList, { alsoDropped, authorization }: OnBehalf): HeaderList {
  const kept = withoutHeaders(
    headers,
    (name) => name === 'authorization' || name === 'cookie' || alsoDropped.includes(name),
  )
  return authorization === undefined ? kept : [...kept, ['Authorization', authorization]]
}
