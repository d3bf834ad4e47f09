import { runTrigger, type TriggerRun } from './run-trigger.ts'
import { signInRequest, type SignInSubject } from './sign-in-subject.ts'
import type { Metadata, TriggerPorts } from './trigger.ts'

/** Before a sign-in's first proof is looked at; what the function throws ends the attempt. */
export async function preAuthentication(
  ports: TriggerPorts,
  { validationData, ...subject }: SignInSubject & { readonly validationData: Metadata },
): Promise<TriggerRun<object>> {
  const { request, ...event } = signInRequest(subject)
  return runTrigger(ports, {
    ...event,
    name: 'PreAuthentication',
    source: 'PreAuthentication_Authentication',
    request: { ...request, validationData: validationData ?? null },
    response: {},
    read: () => ({}),
  })
}
