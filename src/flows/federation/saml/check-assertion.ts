import type { ResponseEnvelope } from './read-response.ts'
import type { BearerConfirmation, SamlAssertion } from './saml-assertion.ts'
import type { ServiceProvider } from './service-provider.ts'

/** Clocks differ. */
const skewSeconds = 60
/** Cognito: what a provider began by itself is taken for so long. */
const unsolicitedLifeSeconds = 360

export interface Expectation {
  readonly now: Date
  readonly serviceProvider: ServiceProvider
  /** The entity id of the provider's metadata. */
  readonly issuer: string
  /** The id of the request that this answers; undefined where the provider began. */
  readonly requestId: string | undefined
}

/**
 * What speaks against an assertion that is genuine: that it is for somebody else, for another request, from another
 * time. Undefined where nothing does. Whether it was used before is not asked here: the store says so, once.
 */
export function assertionFault(
  assertion: SamlAssertion,
  envelope: ResponseEnvelope,
  { now, serviceProvider, issuer, requestId }: Expectation,
): string | undefined {
  const { entityId, responseUrl } = serviceProvider
  if (assertion.issuer !== issuer || (envelope.issuer ?? issuer) !== issuer)
    return 'Issuer does not match the identity provider'
  if ((envelope.destination ?? responseUrl) !== responseUrl) return `Destination is not ${responseUrl}`
  if (!isForUs(assertion, entityId)) return `Audience restriction in SAML Assertion does not allow it for ${entityId}`
  if (envelope.inResponseTo !== requestId) return 'InResponseTo does not match the request'
  if (!assertion.confirmations.some((confirmation) => isConfirmed(confirmation, { now, responseUrl, requestId })))
    return 'SubjectConfirmation is not valid for this request'
  if (!isWithin(assertion, now) || isAhead(assertion.issuedAt, now)) return 'Assertion is expired or not yet valid'
  if (assertion.sessionEndsAt !== undefined && isOver(assertion.sessionEndsAt, now)) return 'Session has expired'
  if (requestId === undefined && isOlderThan(assertion.issuedAt, unsolicitedLifeSeconds, now))
    return 'Assertion was issued too long ago'
  return undefined
}

/** When nobody can use it any more: as long as its id must be remembered. */
export function assertionEnd({ confirmations, notOnOrAfter }: SamlAssertion, now: Date): Date {
  const ends = [...confirmations.map((confirmation) => confirmation.notOnOrAfter), notOnOrAfter]
  const latest = Math.max(now.getTime(), ...ends.flatMap((end) => end?.getTime() ?? []))
  return new Date(latest + 2 * skewSeconds * 1000)
}

function isForUs({ audiences }: SamlAssertion, entityId: string): boolean {
  return audiences.length > 0 && audiences.every((restriction) => restriction.includes(entityId))
}

/** SAML profiles, section 4.1.4.3: to whom, in answer to what, until when, and never from when. */
function isConfirmed(
  confirmation: BearerConfirmation,
  {
    now,
    responseUrl,
    requestId,
  }: { readonly now: Date; readonly responseUrl: string; readonly requestId: string | undefined },
): boolean {
  const { recipient, inResponseTo, notOnOrAfter } = confirmation
  return (
    recipient === responseUrl && inResponseTo === requestId && notOnOrAfter !== undefined && isWithin(confirmation, now)
  )
}

function isWithin(
  { notBefore, notOnOrAfter }: Pick<BearerConfirmation, 'notBefore' | 'notOnOrAfter'>,
  now: Date,
): boolean {
  return (
    !(notBefore !== undefined && isAhead(notBefore, now)) && !(notOnOrAfter !== undefined && isOver(notOnOrAfter, now))
  )
}

function isAhead(date: Date, now: Date): boolean {
  return date.getTime() > now.getTime() + skewSeconds * 1000
}

function isOver(date: Date, now: Date): boolean {
  return date.getTime() + skewSeconds * 1000 <= now.getTime()
}

function isOlderThan(date: Date, seconds: number, now: Date): boolean {
  return date.getTime() + seconds * 1000 < now.getTime()
}
