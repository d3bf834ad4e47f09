import { orGone, requireTextIn, structureIn } from './answer.ts'
import { coerceInput } from './coerce.ts'
import type { CognitoResource } from './resource.ts'

/** `AWS::Cognito::Terms` */
export const terms: CognitoResource = {
  known: ['ClientId', 'Enforcement', 'Links', 'TermsName', 'TermsSource', 'UserPoolId'],
  identity: ['ClientId', 'TermsName', 'UserPoolId'],

  create: async ({ properties, invoke, fail }) => {
    const input = coerceInput('CreateTermsRequest', properties, fail)
    return requireTextIn(structureIn(await invoke('CreateTerms', input), 'Terms'), 'TermsId')
  },

  update: async ({ properties, invoke, fail }, termsId) => {
    await invoke('UpdateTerms', { ...coerceInput('UpdateTermsRequest', properties, fail), TermsId: termsId })
  },

  describe: async ({ properties, invoke }, termsId) => {
    const input = { UserPoolId: properties.UserPoolId ?? '', TermsId: termsId }
    return (await orGone(invoke('DescribeTerms', input))) === undefined ? undefined : { TermsId: termsId }
  },
}
