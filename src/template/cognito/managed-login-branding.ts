import { orGone, requireTextIn, structureIn } from './answer.ts'
import { coerceInput } from './coerce.ts'
import type { CognitoResource } from './resource.ts'

/** `AWS::Cognito::ManagedLoginBranding` */
export const managedLoginBranding: CognitoResource = {
  known: ['Assets', 'ClientId', 'ReturnMergedResources', 'Settings', 'UseCognitoProvidedValues', 'UserPoolId'],
  identity: ['ClientId', 'UserPoolId'],

  create: async ({ properties, invoke, fail }) => {
    const input = coerceInput('CreateManagedLoginBrandingRequest', properties, fail)
    const branding = structureIn(await invoke('CreateManagedLoginBranding', input), 'ManagedLoginBranding')
    return requireTextIn(branding, 'ManagedLoginBrandingId')
  },

  update: async ({ properties, invoke, fail }, brandingId) => {
    const input = coerceInput('UpdateManagedLoginBrandingRequest', properties, fail)
    await invoke('UpdateManagedLoginBranding', { ...input, ManagedLoginBrandingId: brandingId })
  },

  describe: async ({ properties, invoke }, brandingId) => {
    const input = { UserPoolId: properties.UserPoolId ?? '', ManagedLoginBrandingId: brandingId }
    const answer = await orGone(invoke('DescribeManagedLoginBranding', input))
    return answer === undefined ? undefined : { ManagedLoginBrandingId: brandingId }
  },
}
