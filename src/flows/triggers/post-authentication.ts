import { runTrigger, type TriggerRun } from './run-trigger.ts'
import { signInRequest, type SignInSubject } from './sign-in-subject.ts'
import type { Metadata, TriggerPorts } from './trigger.ts'

export interface PostAuthenticationEvent extends SignInSubject {
  /** Whether the sign-in was made on a device that the pool's tracking does not know yet. */
  readonly newDeviceUsed: boolean
  readonly clientMetadata: Metadata
}

/** When a sign-in is through, before its tokens are given out; what the function throws keeps them back. */
export async function postAuthentication(
  ports: TriggerPorts,
  { newDeviceUsed, clientMetadata, ...subject }: PostAuthenticationEvent,
): Promise<TriggerRun<object>> {
  const { pool, caller, userName, request } = signInRequest(subject)
  return runTrigger(ports, {
    pool,
    caller,
    userName,
    name: 'PostAuthentication',
    source: 'PostAuthentication_Authentication',
    request: { userAttributes: request.userAttributes, newDeviceUsed, clientMetadata },
    response: {},
    read: () => ({}),
  })
}
