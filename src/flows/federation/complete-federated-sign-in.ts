import { refuse, Refusal } from '../../contract/refusal.ts'
import { newUuid } from '../../crypto/identifiers.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import { applyMapped, mapClaims } from '../../domain/federation/mapped-attributes.ts'
import type { IdentityProvider } from '../../domain/federation/identity-provider.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import { vouchedLevel } from '../../domain/user-pools/acr.ts'
import type { SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import { isRevocable } from '../../domain/sign-in/session-settings.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { AuthorizationRequest } from '../authorization/authorization-request.ts'
import { completeAuthorization, type CompletedAuthorization } from '../authorization/complete-authorization.ts'
import { noticeOfNewDevice } from '../sign-in/notice-of-new-device.ts'
import { signInPassed } from '../sign-in/sign-in-event.ts'
import { proveSignIn } from '../sessions/authenticated.ts'
import { inboundFederation } from '../triggers/inbound-federation.ts'
import { preAuthentication } from '../triggers/pre-authentication.ts'
import { requireRun } from '../triggers/run-trigger.ts'
import type { TriggerPorts } from '../triggers/trigger.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import { aliasTaken } from '../users/alias-taken.ts'
import { commitUserChange } from '../users/commit-user-change.ts'
import { autoLink } from './auto-link.ts'
import { failed, type FederatedIdentity, type FederationFailure } from './federated-identity.ts'
import { findFederatedUser, type FederatedPerson } from './find-federated-user.ts'
import { signUpFederated } from './sign-up-federated.ts'

export interface FederatedSignIn {
  readonly domain: PoolDomain
  readonly client: AppClient
  readonly request: AuthorizationRequest
  /** That of the request, as the browser brought it. */
  readonly query: string
  readonly facts: RequestFacts
  readonly provider: IdentityProvider
  readonly identity: FederatedIdentity
  /** The `cognito` cookie that the browser brought, if it did. */
  readonly replacedCookie: string | undefined
}

type Needs = TriggerPorts & Pick<Ports, 'addresses' | 'clock' | 'sealing' | 'storage'>

/** Somebody for whom a provider vouched becomes a user of the pool, and the authorization that they came for ends. */
export async function completeFederatedSignIn(
  ports: Needs,
  signIn: FederatedSignIn,
): Promise<CompletedAuthorization | FederationFailure> {
  try {
    return await complete(ports, signIn)
  } catch (cause) {
    if (cause instanceof Refusal) return failed(cause.message)
    throw cause
  }
}

async function complete(ports: Needs, signIn: FederatedSignIn): Promise<CompletedAuthorization | FederationFailure> {
  const { domain, client, request, query, facts, provider, identity, replacedCookie } = signIn
  const { pool } = domain
  const person = await whoItIs(ports, signIn)
  const { claims, issuer } = identity
  const tied = await findFederatedUser(ports, pool, person)
  const known = tied ?? (await autoLink(ports, refuse, { pool, person, claims, issuer }))
  const entered = known ? { kind: 'known' as const, user: known } : await signUp(ports, signIn, person)
  const isSignUp = entered.kind === 'created'
  const user = isSignUp ? entered.user : await welcome(ports, signIn, { person, user: entered.user })

  const eventId = newUuid((size) => ports.random.bytes(size))
  const context = { pool, client, request: facts }
  const isNonceTold = !extraOf(pool, 'no-auto-nonce', client)
  const authenticated = proveSignIn({
    ...context,
    user,
    eventId,
    amr: ['fed'],
    vouchedLevel: vouchedLevel(pool, provider.acrMapping, identity.acr),
    authenticatedAt: ports.clock.now(),
    familyId: isRevocable(client) ? newUuid((size) => ports.random.bytes(size)) : eventId,
    deviceKey: undefined,
    newDevice: undefined,
    writes: [
      signInPassed(ports, context, { sub: user.sub, eventId, proofs: [] }),
      ...(isSignUp ? [] : await noticeOfNewDevice(ports, context, user)),
    ],
  })
  const completed = await completeAuthorization(ports, {
    domain,
    client,
    query,
    // Cognito: a client that sent no nonce gets the one that went to the provider (cognito-web contract, section 4.3).
    request: { ...request, nonce: request.nonce ?? (isNonceTold ? identity.nonce : undefined) },
    source: {
      kind: 'sign-in',
      authenticated,
      provider: provider.name,
      samlSession: identity.samlSession,
      ...(isSignUp && { isSignUp }),
      replacedCookie,
    },
  })
  return completed.kind === 'redirect' ? completed : failed(describe(completed))
}

/** The person by the provider's subject, with what the pool's function made of the claims. */
async function whoItIs(
  ports: Needs,
  { domain, client, facts, provider, identity }: FederatedSignIn,
): Promise<FederatedPerson> {
  const named = provider.attributeMapping.username
  const own = named !== undefined && Object.hasOwn(identity.claims, named) ? identity.claims[named] : undefined
  const subject = own || identity.subject
  const answered = requireRun(
    refuse,
    await inboundFederation(ports, {
      pool: domain.pool,
      userName: `${provider.name}_${subject}`,
      caller: { clientId: client.id, userAgent: facts.userAgent },
      provider,
      answer: identity.answer,
    }),
  )
  const given = answered?.userAttributesToMap ?? {}
  const claims = Object.keys(given).length === 0 ? identity.claims : given
  return { provider, subject, mapped: mapClaims(provider, claims) }
}

async function signUp(ports: Needs, { domain, client, facts, identity }: FederatedSignIn, person: FederatedPerson) {
  const caller = { clientId: client.id, userAgent: facts.userAgent }
  return signUpFederated(ports, refuse, { ...person, pool: domain.pool, client, caller, issuer: identity.issuer })
}

/** Somebody who has been here: the provider's word on them counts anew at every sign-in. */
async function welcome(
  ports: Needs,
  { domain, client, facts }: FederatedSignIn,
  { person, user }: { readonly person: FederatedPerson; readonly user: User },
): Promise<User> {
  const { pool } = domain
  if (!user.enabled) throw refuse('NotAuthorizedException', 'User is disabled.')
  const { userAgent } = facts
  const { username } = user
  requireRun(refuse, await preAuthentication(ports, { pool, client, user, username, userAgent, validationData: {} }))
  if (isUnchanged(user.attributes, attributesNow(pool, client, user, person))) return user
  const changed = await commitUserChange(ports, refuse, { pool, user }, (before) => {
    return { user: { ...before, attributes: attributesNow(pool, client, before, person) }, writes: [] }
  })
  if (!changed.committed) throw aliasTaken(refuse, changed.alias, 'written')
  return changed.user
}

function attributesNow(
  pool: PoolDomain['pool'],
  client: AppClient,
  { attributes: before }: User,
  { mapped }: FederatedPerson,
): User['attributes'] {
  const applied = applyMapped(pool, client, before, mapped)
  if (applied.kind === 'fault') throw refuse('InvalidParameterException', applied.message)
  return applied.attributes
}

function isUnchanged(before: User['attributes'], now: User['attributes']): boolean {
  const names = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...names].every((name) => before[name] === now[name])
}

function describe({ reason, detail }: SignInRefusal): string {
  if (reason === 'disabled') return 'User is disabled.'
  return detail ?? 'The sign-in could not be completed.'
}
