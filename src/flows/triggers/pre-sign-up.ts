import { allRead, readFlag } from './read-response.ts'
import { runTrigger, type TriggerRun } from './run-trigger.ts'
import type { Metadata, TriggerPorts, TriggerSubject } from './trigger.ts'

export interface PreSignUpEvent extends TriggerSubject {
  readonly by: 'SignUp' | 'AdminCreateUser' | 'ExternalProvider'
  readonly userAttributes: Readonly<Record<string, string>>
  readonly validationData: Metadata
  readonly clientMetadata: Metadata
}

export interface PreSignUpResponse {
  readonly autoConfirmUser: boolean
  readonly autoVerifyEmail: boolean
  readonly autoVerifyPhone: boolean
}

/** Before a user is created, whoever creates it; what the function throws keeps it from being created. */
export async function preSignUp(ports: TriggerPorts, event: PreSignUpEvent): Promise<TriggerRun<PreSignUpResponse>> {
  const { by, userAttributes, validationData, clientMetadata, ...subject } = event
  return runTrigger(ports, {
    ...subject,
    name: 'PreSignUp',
    source: `PreSignUp_${by}`,
    request: { userAttributes, validationData: validationData ?? null, clientMetadata },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    read: (response) => {
      const read = allRead({
        autoConfirmUser: readFlag(response, 'autoConfirmUser'),
        autoVerifyEmail: readFlag(response, 'autoVerifyEmail'),
        autoVerifyPhone: readFlag(response, 'autoVerifyPhone'),
      })
      return (
        read && {
          autoConfirmUser: read.autoConfirmUser ?? false,
          autoVerifyEmail: read.autoVerifyEmail ?? false,
          autoVerifyPhone: read.autoVerifyPhone ?? false,
        }
      )
    },
  })
}
