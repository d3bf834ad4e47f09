export interface UserFilter {
  readonly attribute: FilterAttribute
  readonly operator: 'equals' | 'prefix'
  /** `username` and `status` compare case-sensitively, the rest do not. `status` is Enabled or Disabled. */
  readonly value: string
}

export type FilterAttribute = (typeof filterAttributes)[number]

export type ParsedFilter =
  | { readonly kind: 'filter'; readonly filter: UserFilter | undefined }
  | { readonly kind: 'fault'; readonly message: string }

const filterAttributes = [
  'username',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'cognito:user_status',
  'status',
  'sub',
] as const

const term = /^\s*([\p{L}\p{N}:_-]{1,64})\s*(\^=|=)\s*"((?:[^"\\]|\\.)*)"\s*$/su

/** Reads a ListUsers filter: one term, `name = "value"` or `name ^= "prefix"`; an empty one lets everybody through. */
export function parseUserFilter(text: string | undefined): ParsedFilter {
  if (text === undefined || text === '') return { kind: 'filter', filter: undefined }
  const [, name, operator, quoted] = term.exec(text) ?? []
  if (name === undefined || quoted === undefined) return { kind: 'fault', message: 'Error while parsing filter' }
  const attribute = filterAttributes.find((known) => known === name)
  if (!attribute) return { kind: 'fault', message: `Invalid search attribute: ${name}` }
  const value = quoted.replaceAll(/\\(.)/gs, '$1')
  return { kind: 'filter', filter: { attribute, operator: operator === '=' ? 'equals' : 'prefix', value } }
}
