import { newUuid } from '../../crypto/identifiers.ts'
import type { FunctionResult } from '../../ports/functions.ts'
import { triggerArn, type TriggerEvent, type TriggerPorts } from './trigger.ts'

export interface InvokeLimits {
  readonly tries?: number
  readonly timeoutMilliseconds?: number
}

/** Cognito: a trigger has five seconds, and a call that ran into that or was not started is tried three times. */
const defaults = { tries: 3, timeoutMilliseconds: 5000 } satisfies InvokeLimits

/**
 * Calls the pool's function for an event and gives what became of it, unread; undefined where the pool has none.
 * Senders of messages, whose answer nobody reads, use this one. Never rejects for anything that the function does.
 */
export async function invokeTrigger(
  ports: TriggerPorts,
  event: TriggerEvent,
  { tries = defaults.tries, timeoutMilliseconds = defaults.timeoutMilliseconds }: InvokeLimits = {},
): Promise<FunctionResult | undefined> {
  const functionArn = triggerArn(event.pool, event.name)
  if (functionArn === undefined) return undefined
  const payload = envelope(event)
  const requestId = newUuid((size) => ports.random.bytes(size))
  const call = { functionArn, payload, timeoutMilliseconds, requestId }
  let result = await ports.functions.invoke(call)
  for (let tried = 1; tried < tries && isWorthAnotherTry(result); tried += 1)
    result = await ports.functions.invoke(call)
  if (result.kind !== 'success') logFailure(ports, event, { requestId, result })
  return result
}

function envelope(event: TriggerEvent): object {
  const { version = '1', source, pool, userName, caller, request, response } = event
  return {
    version,
    triggerSource: source,
    region: pool.region,
    userPoolId: pool.id,
    userName,
    callerContext: {
      awsSdkVersion: sdkVersion(caller.userAgent),
      clientId: caller.clientId ?? 'CLIENT_ID_NOT_APPLICABLE',
    },
    request,
    response,
  }
}

/** `aws-sdk-js/3.901.0` in a user agent is the SDK `aws-sdk-js-3.901.0`. */
function sdkVersion(userAgent = ''): string {
  const [, sdk, version] = /(aws-sdk-[a-z0-9-]{1,32})\/([0-9][0-9A-Za-z.-]{0,31})/.exec(userAgent) ?? []
  return sdk === undefined || version === undefined ? 'aws-sdk-unknown-unknown' : `${sdk}-${version}`
}

function isWorthAnotherTry(result: FunctionResult): boolean {
  if (result.kind === 'timeout') return true
  if (result.kind !== 'unavailable') return false
  const { error = 'ServiceException' } = result
  return error === 'ServiceException' || error === 'TooManyRequestsException'
}

/** Neither the event nor what the function said is for the log: both may hold what only the user and it should know. */
function logFailure(
  { log }: TriggerPorts,
  { name, source, pool }: TriggerEvent,
  { requestId, result }: { readonly requestId: string; readonly result: FunctionResult },
): void {
  const why = result.kind === 'function-error' ? result.errorType : result.kind === 'unavailable' ? result.reason : ''
  log.warn({ poolId: pool.id, trigger: name, source, requestId, outcome: result.kind, why }, 'a trigger failed')
}
