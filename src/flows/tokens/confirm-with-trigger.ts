import type { SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import type { Authenticated } from '../sessions/authenticated.ts'
import { postAuthentication } from '../triggers/post-authentication.ts'
import type { TriggerPorts } from '../triggers/trigger.ts'
import { refusedByTrigger } from '../triggers/refused-by-trigger.ts'

/** Tells the pool's post authentication trigger that somebody is signed in, before anything is final: it may say no. */
export async function confirmWithTrigger(
  ports: TriggerPorts,
  { pool, client, user, newDevice, request, clientMetadata }: Authenticated,
): Promise<SignInRefusal | undefined> {
  const run = await postAuthentication(ports, {
    pool,
    client,
    user,
    username: user.username,
    userAgent: request.userAgent,
    newDeviceUsed: newDevice !== undefined,
    clientMetadata,
  })
  return run.kind === 'trigger-failed' ? refusedByTrigger(run) : undefined
}
