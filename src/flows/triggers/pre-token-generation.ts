import { copyDocument, isObject } from '../../contract/json-object.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { Group } from '../../domain/groups/group.ts'
import { groupClaims, type GroupClaims } from '../../domain/tokens/token-claims-groups.ts'
import { notCustomized, type ClaimChanges, type TokenCustomization } from '../../domain/tokens/token-customization.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import { allRead, readList, readObject, readText, readTexts, type Read } from './read-response.ts'
import { runTrigger, type RawResponse, type TriggerRun } from './run-trigger.ts'
import type { Metadata, TriggerPorts } from './trigger.ts'
import { eventAttributes } from './user-attributes.ts'

/** What the tokens are for. */
export type TokenSource =
  | 'HostedAuth'
  | 'Authentication'
  | 'NewPasswordChallenge'
  | 'AuthenticateDevice'
  | 'RefreshTokens'
  | 'ClientCredentials'

export interface PreTokenGenerationEvent {
  readonly pool: UserPool
  readonly client: AppClient
  readonly userAgent: string | undefined
  readonly source: TokenSource
  /** None where the token is the client's own. */
  readonly holder: { readonly user: User; readonly groups: readonly Group[] } | undefined
  /** Those that the access token would have. */
  readonly scopes: readonly string[]
  readonly clientMetadata: Metadata
}

const versions = { V1_0: '1', V2_0: '2', V3_0: '3' } as const

/** Claims and scopes that one answer may name, and the size of all that it adds. */
const mostNamed = 5000
const mostBytes = 131_072

/**
 * Before tokens are signed, all of them: what the function answers changes their claims. A client's own token is
 * customized by functions of version 3 alone.
 */
export async function preTokenGeneration(
  ports: TriggerPorts,
  event: PreTokenGenerationEvent,
): Promise<TriggerRun<TokenCustomization>> {
  const { pool, client, source, holder, scopes, userAgent, clientMetadata } = event
  const version = pool.configuration.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0'
  if (holder === undefined && version !== 'V3_0') return { kind: 'no-trigger' }
  const isFirst = version === 'V1_0'
  return runTrigger(ports, {
    pool,
    userName: holder?.user.username ?? source,
    caller: { clientId: client.id, userAgent },
    name: 'PreTokenGeneration',
    source: `TokenGeneration_${source}`,
    version: versions[version],
    request: {
      userAttributes: holder === undefined ? {} : eventAttributes(pool, holder.user),
      groupConfiguration: holder === undefined ? null : groupConfiguration(holder.groups),
      ...(isFirst ? {} : { scopes }),
      clientMetadata,
    },
    response: isFirst ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null },
    read: (response) => {
      const read = isFirst ? readFirst(response) : readLater(response)
      return read === undefined || isTooMuch(read) ? undefined : read
    },
  })
}

function groupConfiguration(groups: readonly Group[]): object {
  const claims = groupClaims(groups)
  return {
    groupsToOverride: claims['cognito:groups'] ?? [],
    iamRolesToOverride: claims['cognito:roles'] ?? [],
    preferredRole: claims['cognito:preferred_role'] ?? null,
  }
}

/** `claimsOverrideDetails`, which changes the ID token, and the groups of both. */
function readFirst(response: RawResponse): TokenCustomization | undefined {
  const details = readObject(response, 'claimsOverrideDetails')
  if (details === undefined) return notCustomized
  const read = details && allRead({ idToken: readChanges(details, readTexts), groups: readGroups(details) })
  return read ? { ...notCustomized, ...read } : undefined
}

/** `claimsAndScopeOverrideDetails`, whose claims may be any JSON. */
function readLater(response: RawResponse): TokenCustomization | undefined {
  const details = readObject(response, 'claimsAndScopeOverrideDetails')
  if (details === undefined) return notCustomized
  const parts =
    details &&
    allRead({
      idToken: readObject(details, 'idTokenGeneration'),
      accessToken: readObject(details, 'accessTokenGeneration'),
      groups: readGroups(details),
    })
  if (!parts) return undefined
  const { idToken = {}, accessToken = {}, groups } = parts
  const read = allRead({
    idToken: readChanges(idToken, readDocuments),
    accessToken: readChanges(accessToken, readDocuments),
    scopesToAdd: readScopes(accessToken, 'scopesToAdd'),
    scopesToSuppress: readScopes(accessToken, 'scopesToSuppress'),
  })
  return read && { ...notCustomized, ...read, groups }
}

function readChanges(
  details: RawResponse,
  readClaims: (details: RawResponse, name: string) => Read<Readonly<Record<string, unknown>>>,
): ClaimChanges | null {
  const add = readClaims(details, 'claimsToAddOrOverride')
  const suppress = readList(details, 'claimsToSuppress')
  return add === null || suppress === null ? null : { add: add ?? {}, suppress: suppress ?? [] }
}

function readDocuments(details: RawResponse, name: string): Read<Readonly<Record<string, unknown>>> {
  const value = copyDocument(details[name] ?? {})
  if (!isObject(value)) return null
  return Object.fromEntries(Object.entries(value).filter(([, claim]) => claim !== null))
}

/** Cognito: scopes are separated by blanks, so none has one. */
function readScopes(details: RawResponse, name: string): readonly string[] | null {
  const scopes = readList(details, name)
  if (scopes === null || scopes === undefined) return scopes === null ? null : []
  return scopes.every((scope) => /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(scope)) ? scopes : null
}

/** Cognito: no member leaves the groups alone; a null or an empty one takes them away, and so for each of its members. */
function readGroups(details: RawResponse): GroupClaims | undefined | null {
  if (details.groupOverrideDetails === undefined) return undefined
  const given = readObject(details, 'groupOverrideDetails')
  if (given === null) return null
  const read = allRead({
    groups: readList(given ?? {}, 'groupsToOverride'),
    roles: readList(given ?? {}, 'iamRolesToOverride'),
    preferredRole: readText(given ?? {}, 'preferredRole'),
  })
  if (read === undefined) return null
  return {
    'cognito:groups': listOrNone(read.groups),
    'cognito:roles': listOrNone(read.roles),
    'cognito:preferred_role': read.preferredRole === '' ? undefined : read.preferredRole,
  }
}

function listOrNone(list: readonly string[] | undefined): readonly string[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list
}

function isTooMuch(customization: TokenCustomization): boolean {
  const { idToken, accessToken, scopesToAdd, scopesToSuppress } = customization
  const named = [idToken, accessToken].reduce(
    (sum, { add, suppress }) => sum + Object.keys(add).length + suppress.length,
    scopesToAdd.length + scopesToSuppress.length,
  )
  return named > mostNamed || Buffer.byteLength(JSON.stringify(customization)) > mostBytes
}
