import { allRead, readFlag, readList, readText, readTexts } from './read-response.ts'
import { runTrigger, type TriggerRun } from './run-trigger.ts'
import type { Metadata, TriggerPorts, TriggerSubject } from './trigger.ts'

export interface UserMigrationEvent extends TriggerSubject {
  readonly by: 'Authentication' | 'ForgotPassword'
  /** As it was given; none where it was forgotten. */
  readonly password: string | undefined
  readonly validationData: Metadata
  readonly clientMetadata: Metadata
}

export interface UserMigrationResponse {
  readonly userAttributes: Readonly<Record<string, string>>
  readonly finalUserStatus: 'CONFIRMED' | 'RESET_REQUIRED'
  readonly isMessageSuppressed: boolean
  readonly desiredDeliveryMediums: readonly string[]
  readonly forceAliasCreation: boolean
  readonly enableSmsMfa: boolean
}

/** When a name nobody has signs in with a password, or has forgotten one: the function may know whose it is. */
export async function userMigration(
  ports: TriggerPorts,
  { by, password, validationData, clientMetadata, ...subject }: UserMigrationEvent,
): Promise<TriggerRun<UserMigrationResponse>> {
  return runTrigger(ports, {
    ...subject,
    name: 'UserMigration',
    source: `UserMigration_${by}`,
    request: { password, validationData: validationData ?? null, clientMetadata },
    response: {
      userAttributes: null,
      forceAliasCreation: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
    read: (response) => {
      const read = allRead({
        userAttributes: readTexts(response, 'userAttributes'),
        finalUserStatus: readText(response, 'finalUserStatus'),
        messageAction: readText(response, 'messageAction'),
        desiredDeliveryMediums: readList(response, 'desiredDeliveryMediums'),
        forceAliasCreation: readFlag(response, 'forceAliasCreation'),
        enableSmsMfa: readFlag(response, 'enableSMSMFA'),
      })
      if (read?.userAttributes === undefined) return undefined
      return {
        userAttributes: read.userAttributes,
        finalUserStatus: read.finalUserStatus === 'CONFIRMED' ? 'CONFIRMED' : 'RESET_REQUIRED',
        isMessageSuppressed: read.messageAction === 'SUPPRESS',
        desiredDeliveryMediums: read.desiredDeliveryMediums ?? ['SMS'],
        forceAliasCreation: read.forceAliasCreation ?? false,
        enableSmsMfa: read.enableSmsMfa ?? false,
      }
    },
  })
}
