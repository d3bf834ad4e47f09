import { isJsonObject } from '../../crypto/jose/strict-json.ts'
import { redirectUriFault } from '../../domain/app-clients/redirect-uri.ts'
import { parseStrictJson } from '../../http/strict-json.ts'

const authenticationMethods = ['client_secret_basic', 'client_secret_post', 'none'] as const
const grantTypes = ['authorization_code', 'implicit', 'client_credentials', 'refresh_token'] as const
const responseTypes = ['code', 'token'] as const

export type GrantType = (typeof grantTypes)[number]

/** What a client says of itself (RFC 7591 section 2), as far as it means something here. */
export interface ClientMetadata {
  readonly kind: 'metadata'
  readonly redirectUris: readonly string[]
  readonly logoutUris: readonly string[]
  readonly authenticationMethod: (typeof authenticationMethods)[number]
  readonly grantTypes: readonly GrantType[]
  readonly name: string | undefined
  readonly scopes: readonly string[] | undefined
}

/** RFC 7591 section 3.2.2. */
export interface RegistrationProblem {
  readonly kind: 'problem'
  readonly error: 'invalid_redirect_uri' | 'invalid_client_metadata'
  readonly description: string
}

/** Reads a registration: members that mean nothing here are ignored, as RFC 7591 section 2 has it. */
export function readClientMetadata(body: Uint8Array): ClientMetadata | RegistrationProblem {
  const parsed = parseStrictJson(body, { maxDepth: 8, maxMembers: 500, duplicateMembers: 'reject' })
  if (!parsed.ok || !isJsonObject(parsed.value)) return invalid('The body is no JSON object.')
  const told = parsed.value
  const redirectUris = texts(told.redirect_uris ?? [])
  const logoutUris = texts(told.post_logout_redirect_uris ?? [])
  if (redirectUris === undefined || logoutUris === undefined) return invalid('Redirect URIs are lists of texts.')
  const fault = [...redirectUris, ...logoutUris].map(redirectUriFault).find((text) => text !== undefined)
  if (fault !== undefined) return { kind: 'problem', error: 'invalid_redirect_uri', description: fault }

  const method = oneOf(authenticationMethods, told.token_endpoint_auth_method ?? 'client_secret_basic')
  if (method === undefined) return invalid('token_endpoint_auth_method is not supported.')
  const grants = someOf(grantTypes, told.grant_types ?? ['authorization_code'])
  if (grants === undefined) return invalid('grant_types has one that is not supported.')
  if (!areConsistent(grants, told.response_types)) return invalid('response_types do not go with grant_types.')
  const { client_name: name, scope } = told
  if (!isTextOrAbsent(name) || !isTextOrAbsent(scope)) return invalid('client_name and scope are texts.')
  return {
    kind: 'metadata',
    redirectUris,
    logoutUris,
    authenticationMethod: method,
    grantTypes: grants,
    name: name === undefined ? undefined : registrableName(name),
    scopes: scope?.split(' ').filter((each) => each !== ''),
  }
}

/** Cognito: names of clients have these characters only. Others become spaces, which the answer tells. */
function registrableName(name: string): string | undefined {
  const spaced = name.replaceAll(/[^\w\s+=,.@-]+/g, ' ').replaceAll(/\s+/g, ' ')
  return spaced.trim().slice(0, 128).trim() || undefined
}

/** RFC 7591 section 2.1. Left out, they follow from the grants. */
function areConsistent(grants: readonly GrantType[], told: unknown): boolean {
  if (told === undefined) return true
  const types = someOf(responseTypes, told)
  const needed = { code: 'authorization_code', token: 'implicit' } as const
  return types?.every((type) => grants.includes(needed[type])) ?? false
}

function texts(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined
  const found = value.filter((each) => typeof each === 'string')
  return found.length === value.length ? [...new Set(found)] : undefined
}

function oneOf<const Known extends string>(known: readonly Known[], value: unknown): Known | undefined {
  return known.find((each) => each === value)
}

function someOf<const Known extends string>(known: readonly Known[], value: unknown): readonly Known[] | undefined {
  const named = texts(value)
  const found = named?.flatMap((each) => oneOf(known, each) ?? [])
  return found?.length === named?.length ? found : undefined
}

function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string'
}

function invalid(description: string): RegistrationProblem {
  return { kind: 'problem', error: 'invalid_client_metadata', description }
}
