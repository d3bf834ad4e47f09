import { isObject } from '../../contract/json-object.ts'
import type { Refuse } from '../../contract/refusal.ts'
import type { FunctionResult } from '../../ports/functions.ts'
import { invokeTrigger } from './invoke-trigger.ts'
import type { TriggerEvent, TriggerName, TriggerPorts } from './trigger.ts'

/** The exceptions that an operation which runs triggers may answer with. */
export type TriggerException =
  /** What a custom message lacks is worded as that of a parameter. */
  | 'InvalidParameterException'
  | 'InvalidLambdaResponseException'
  | 'UnexpectedLambdaException'
  | 'UserLambdaValidationException'

export interface TriggerFailure {
  readonly kind: 'trigger-failed'
  readonly exception: TriggerException
  readonly message: string
}

export type TriggerRun<Response> =
  | { readonly kind: 'no-trigger' }
  | { readonly kind: 'ran'; readonly response: Response }
  | TriggerFailure

/** What a function answered, as far as it is an object. */
export type RawResponse = Readonly<Record<string, unknown>>

export interface ReadEvent<Response> extends TriggerEvent {
  /** Undefined for an answer that a function must not give. */
  readonly read: (response: RawResponse) => Response | undefined
}

/** Longer texts of functions are cut: they travel to clients, and into addresses. */
const longestMessage = 1000

/** Runs a trigger of the pool and reads what it answered (cognito-api contract, section 8). */
export async function runTrigger<Response>(
  ports: TriggerPorts,
  event: ReadEvent<Response>,
): Promise<TriggerRun<Response>> {
  const result = await invokeTrigger(ports, event)
  if (result === undefined) return { kind: 'no-trigger' }
  if (result.kind !== 'success') return failureOf(event.name, result)
  const { payload } = result
  if (!isObject(payload) || !isObject(payload.response)) return invalidResponse('Unrecognizable lambda output')
  const response = event.read(payload.response)
  if (response === undefined) return invalidResponse('Invalid lambda function output : Invalid JSON')
  return { kind: 'ran', response }
}

export function invalidResponse(message: string): TriggerFailure {
  return { kind: 'trigger-failed', exception: 'InvalidLambdaResponseException', message }
}

/** The answer of the function, or undefined where the pool has none; a failure is refused. */
export function requireRun<Response>(
  refuse: Refuse<TriggerException>,
  run: TriggerRun<Response>,
): Response | undefined {
  if (run.kind === 'trigger-failed') throw refuse(run.exception, run.message)
  return run.kind === 'ran' ? run.response : undefined
}

function failureOf(name: TriggerName, result: Exclude<FunctionResult, { kind: 'success' }>): TriggerFailure {
  switch (result.kind) {
    case 'function-error':
      return {
        kind: 'trigger-failed',
        exception: 'UserLambdaValidationException',
        message: `${name} failed with error ${result.errorMessage.slice(0, longestMessage)}.`,
      }
    case 'unavailable':
      return unexpected(name, `${result.error ?? 'ServiceException'}.`)
    case 'timeout':
      return unexpected(name, 'Socket timeout while invoking Lambda function.')
  }
}

function unexpected(name: TriggerName, reason: string): TriggerFailure {
  const message = `${name} invocation failed due to error ${reason}`
  return { kind: 'trigger-failed', exception: 'UnexpectedLambdaException', message }
}
