import { decodeBase64Url } from '../../crypto/base64url.ts'
import { isJsonObject, parseStrictJson } from '../../crypto/jose/strict-json.ts'
import { headerValues } from '../../http/header-list.ts'
import type { CognitoUserPoolsAuthorizer, JwtAuthorizer } from '../definition/authorizer.ts'
import type { Exchange, RoutedExchange } from '../exchange/exchange.ts'
import type { PipelineReply } from '../exchange/pipeline-outcome.ts'
import { otherRefusals } from './other-refusals.ts'
import { foreignOriginInWords, noRouteInWords } from './unrouted-in-words.ts'

const longest = 500

type Refused = Pick<PipelineReply, 'reply'> & { readonly reason: string }

/** Why a request was refused, in one line that a header and a terminal can hold. */
export function explanationOf(refusal: Refused, exchange: Exchange | RoutedExchange): string {
  const { reason, reply } = refusal
  // What a backend or a function said of itself may be secret: only the kind of its failure is told.
  const isOfOthers = reply.error?.validationError === undefined && saysWhatOthersSaid(exchange)
  const words = isOfOthers ? reason.replace(/^((?:authorizer: )?[^:]*).*$/s, '$1') : refusalInWords(refusal, exchange)
  return inOneLine(words)
}

/** The same for whoever runs the backends and functions, and may hear what they said of themselves. */
export function ownerExplanationOf(refusal: Refused, exchange: Exchange | RoutedExchange): string {
  return inOneLine(refusalInWords(refusal, exchange))
}

export function inOneLine(words: string): string {
  return words.replaceAll(/[^\u0020-\u007e]/g, '?').slice(0, longest)
}

function saysWhatOthersSaid(exchange: Exchange | RoutedExchange): boolean {
  if (exchange.phases.latencyOf('integration') !== undefined) return true
  if (!('match' in exchange)) return false
  const { authorization } = exchange.match.route
  return authorization.kind === 'authorizer' && authorization.authorizer.kind === 'lambda'
}

/** A sentence for whoever sent it; what the log says where there is nothing to add. */
function refusalInWords({ reason, reply }: Refused, exchange: Exchange | RoutedExchange): string {
  if (reason === 'no route') return noRouteInWords(exchange)
  if (reason === 'CORS: foreign origin') return foreignOriginInWords(exchange)
  const problem = reply.error?.validationError
  if (problem !== undefined) return problemInWords(reason, problem)
  if (!('match' in exchange)) return otherRefusals[reason] ?? reason
  const { authorization } = exchange.match.route
  if (authorization.kind === 'none' || !reason.startsWith(ofAuthorizer)) return otherRefusals[reason] ?? reason
  const { authorizer, scopes } = authorization
  const said = reason.slice(ofAuthorizer.length)
  if (authorizer.kind === 'cognito-user-pools' || authorizer.kind === 'jwt') {
    return tokenRefusals[said]?.(refusedToken(authorizer, exchange), scopes) ?? otherRefusals[said] ?? reason
  }
  if (authorizer.kind === 'lambda' && said === 'identity source missing') {
    const sources = authorizer.identitySources.map(({ from, name }) => `${from} ${name}`)
    return `What the authorizer knows its callers by is missing or empty: ${sources.join(', ')}.`
  }
  return otherRefusals[said] ?? reason
}

/** Of a request validator. */
function problemInWords(reason: string, problem: string): string {
  return reason === 'BAD_REQUEST_BODY' ? `The body does not fit the model of the method: ${problem}` : problem
}

const ofAuthorizer = 'authorizer: '

type JsonObject = Readonly<Record<string, unknown>>

interface RefusedToken {
  /** Where the authorizer looks for it. */
  readonly place: string
  readonly text: string
  /** What it says of itself, whoever wrote it: the caller is told of their own token alone. */
  readonly header: JsonObject
  readonly claims: JsonObject
  readonly issuers: readonly string[]
  readonly audiences: string
  readonly now: Date
}

/** By what the log says. */
const tokenRefusals: Readonly<Record<string, (token: RefusedToken, scopes: readonly string[]) => string>> = {
  'no token': ({ place }) => `There is no token in ${place}, or more than one.`,
  'missing: token not provided': ({ place }) => `There is no token in ${place}, or more than one.`,
  malformed: ({ header, place, text }) => {
    const parts = text.split('.').length
    if (parts !== 3) return `What is in ${place} is no JWT: it has ${parts} of three parts.`
    const { alg } = header
    return typeof alg === 'string' && alg !== 'RS256'
      ? `The token is signed with ${alg}; only RS256 is taken.`
      : `What is in ${place} is no JWT that can be read.`
  },
  expired: ({ claims, now }) => `The token expired at ${timeOf(claims['exp'])}; it is ${now.toISOString()}.`,
  'not-yet-valid': ({ claims, now }) =>
    `The token is from ${timeOf(claims['nbf'] ?? claims['iat'])}; it is ${now.toISOString()}.`,
  'foreign-issuer': otherIssuer,
  'issuer does not match': otherIssuer,
  'unknown-key': ({ claims, header }) =>
    `The token names the key ${told(header['kid'])}, which ${told(claims['iss'])} does not publish.`,
  'bad-signature': ({ claims }) => `The signature of the token is not one of ${told(claims['iss'])}.`,
  revoked: () => 'The session that the token belongs to has ended.',
  'token_use is not id': ({ claims }) =>
    `The method asks for no scopes, so it takes ID tokens; the token_use of this one is ${told(claims['token_use'])}.`,
  'token_use is not access': ({ claims }, scopes) =>
    `The method asks for the scope ${scopes.join(' or ')}, which only access tokens can have; the token_use of this one is ${told(claims['token_use'])}.`,
  'aud does not match': ({ audiences, claims }) =>
    `The token is for ${told(claims['aud'])}; the authorizer takes those for ${audiences}.`,
  'foreign audience': ({ audiences, claims }) =>
    `The token is for ${told(claims['aud'] ?? claims['client_id'])}; the authorizer takes those for ${audiences}.`,
  'no required scope': ({ claims }, scopes) => {
    const carried = claims['scope'] ?? claims['scp']
    const why = carried === apiScope ? ' Others come from the sign-in pages and /oauth2/token.' : ''
    return `The route asks for the scope ${scopes.join(' or ')}; the token has ${told(carried)}.${why}`
  },
}

/** All that a token of InitiateAuth and its kin has. */
const apiScope = 'aws.cognito.signin.user.admin'

function otherIssuer({ claims, issuers }: RefusedToken): string {
  return `The token is from ${told(claims['iss'])}; the authorizer takes those from ${issuers.join(' or ')}.`
}

function refusedToken(
  authorizer: CognitoUserPoolsAuthorizer | JwtAuthorizer,
  { receivedAt, request }: RoutedExchange,
): RefusedToken {
  const source =
    authorizer.kind === 'jwt' ? authorizer.identitySource : ({ in: 'header', name: authorizer.header } as const)
  const values =
    source.in === 'header'
      ? headerValues(request.headers, source.name)
      : request.query.pairs.flatMap(([name, value]) => (name === source.name ? [value] : []))
  const text = (values[0] ?? '').replace(/^Bearer\s+/i, '').slice(0, 16_384)
  const [header, claims] = text.split('.', 2).map(objectOf)
  const isJwt = authorizer.kind === 'jwt'
  return {
    place: source.in === 'header' ? `the header ${source.name}` : `the query parameter ${source.name}`,
    text,
    header: header ?? {},
    claims: claims ?? {},
    issuers: isJwt ? [authorizer.issuer] : authorizer.issuers,
    audiences: isJwt ? authorizer.audiences.join(' or ') : (authorizer.validationExpression?.source ?? ''),
    now: receivedAt,
  }
}

function objectOf(part: string): JsonObject {
  const octets = decodeBase64Url(part)
  const parsed = octets === undefined ? undefined : parseStrictJson(octets)
  return isJsonObject(parsed) ? parsed : {}
}

function told(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 120)
  return value === undefined ? 'none' : JSON.stringify(value).slice(0, 120)
}

function timeOf(seconds: unknown): string {
  const date = new Date(typeof seconds === 'number' ? seconds * 1000 : Number.NaN)
  return Number.isNaN(date.getTime()) ? 'no time' : date.toISOString()
}
