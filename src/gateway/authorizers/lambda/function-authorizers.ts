import { createHash } from 'node:crypto'
import type { Clock } from '../../../ports/clock.ts'
import type { FunctionResult, FunctionRunner } from '../../../ports/functions.ts'
import type { LambdaAuthorizer } from '../../definition/authorizer.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import { inSpan } from '../../observation/in-span.ts'
import { authorizerFunctionPart } from '../../observation/traced-parts.ts'
import { createAnswerCache } from './answer-cache.ts'
import { readAuthorizerAnswer, type AuthorizerAnswer } from './authorizer-answer.ts'
import { authorizerEvent } from './authorizer-event.ts'
import { identityOf, type Identity } from './identity.ts'

export type FunctionVerdict =
  | { readonly kind: 'answered'; readonly answer: AuthorizerAnswer; readonly integrationLatency: number }
  /** The caller shows nothing that could be judged, or the function says `Unauthorized`. */
  | { readonly kind: 'unauthorized'; readonly reason: string }
  /** The function did not do its work. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** What the function returned is no answer. */
  | { readonly kind: 'misconfigured'; readonly reason: string }

export interface FunctionAuthorizers {
  ask(authorizer: LambdaAuthorizer, exchange: RoutedExchange): Promise<FunctionVerdict>
}

export interface FunctionAuthorizersOptions {
  readonly functions: FunctionRunner
  readonly clock: Clock
  /** Invocations at one time, for all APIs: Lambda's own default for an account. */
  readonly mostUnderWay?: number
  /** Another one exists for the test that proves its harness sees what a careless one lets through. */
  readonly readAuthorizerAnswer?: typeof readAuthorizerAnswer
}

/** A REST API waits for its authorizer as long as for an integration, an HTTP API ten seconds. */
const REST_TIMEOUT_MILLISECONDS = 29_000
const HTTP_TIMEOUT_MILLISECONDS = 10_000

/** Asks the functions of Lambda authorizers, and remembers what they said. */
export function createFunctionAuthorizers(options: FunctionAuthorizersOptions): FunctionAuthorizers {
  const { clock, functions, mostUnderWay = 1000, readAuthorizerAnswer: readAnswer = readAuthorizerAnswer } = options
  const cache = createAnswerCache()
  const leaders = new Map<string, Promise<FunctionVerdict>>()
  let underWay = 0

  async function invoke(
    authorizer: LambdaAuthorizer,
    exchange: RoutedExchange,
    identity: Identity,
  ): Promise<FunctionVerdict> {
    if (underWay >= mostUnderWay) return { kind: 'failed', reason: 'too many authorizers are being asked' }
    underWay += 1
    const startedAt = clock.now().getTime()
    try {
      const { functionArn } = authorizer
      const { definition, requestId } = exchange
      const timeoutMilliseconds = definition.kind === 'REST' ? REST_TIMEOUT_MILLISECONDS : HTTP_TIMEOUT_MILLISECONDS
      const result = await inSpan(authorizerFunctionPart(functionArn), exchange, (asked) => {
        const payload = authorizerEvent(authorizer, asked, identity)
        return functions.invoke({ functionArn, payload, timeoutMilliseconds, requestId, traceId: asked.traceId })
      })
      if (result.kind !== 'success') return verdictOfFailure(result)
      const reading = readAnswer(authorizer, result.payload)
      if (reading.kind === 'malformed') return { kind: 'misconfigured', reason: reading.reason }
      return { kind: 'answered', answer: reading.answer, integrationLatency: clock.now().getTime() - startedAt }
    } finally {
      underWay -= 1
    }
  }

  async function invokeAndKeep(
    key: string,
    authorizer: LambdaAuthorizer,
    ask: () => Promise<FunctionVerdict>,
  ): Promise<FunctionVerdict> {
    const verdict = await ask()
    if (verdict.kind === 'answered') {
      cache.put(key, verdict.answer, new Date(clock.now().getTime() + authorizer.ttlSeconds * 1000))
    }
    return verdict
  }

  return {
    async ask(authorizer, exchange) {
      const identity = identityOf(authorizer, exchange)
      if (identity === undefined) return { kind: 'unauthorized', reason: 'identity source missing' }
      const ask = () => invoke(authorizer, exchange, identity)
      const isValid = () => authorizer.validationExpression?.matches(identity[0]?.[0] ?? '') !== false
      if (authorizer.ttlSeconds === 0) return isValid() ? await ask() : invalid
      const key = keyOf(authorizer, exchange, identity)
      const known = cache.find(key, clock.now())
      if (known !== undefined) return { kind: 'answered', answer: known, integrationLatency: 0 }
      // Whatever is kept or under way has matched the expression; it is part of the key.
      const leader = leaders.get(key)
      if (leader !== undefined) {
        const verdict = await leader
        // A failure is one request's own: nothing is kept of it, so each of the others asks for itself.
        return verdict.kind === 'answered' ? { ...verdict, integrationLatency: 0 } : await ask()
      }
      if (!isValid()) return invalid
      const leading = invokeAndKeep(key, authorizer, ask).finally(() => leaders.delete(key))
      leaders.set(key, leading)
      return await leading
    },
  }
}

const invalid: FunctionVerdict = { kind: 'unauthorized', reason: 'token does not match the validation expression' }

/** Nobody shares an answer with another authorizer, stage or API, nor with what this authorizer was before a change. */
function keyOf(authorizer: LambdaAuthorizer, { definition, stage }: RoutedExchange, identity: Identity): string {
  const { validationExpression, ...configuration } = authorizer
  const parts = [definition.apiId, stage.name, configuration, validationExpression?.source, identity]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

function verdictOfFailure(result: Exclude<FunctionResult, { kind: 'success' }>): FunctionVerdict {
  switch (result.kind) {
    case 'function-error':
      return result.errorMessage === 'Unauthorized'
        ? { kind: 'unauthorized', reason: 'the function says Unauthorized' }
        : { kind: 'failed', reason: `${result.errorType}: ${result.errorMessage}` }
    case 'unavailable':
      return { kind: 'failed', reason: result.reason }
    case 'timeout':
      return { kind: 'failed', reason: 'the function did not answer in time' }
  }
}
