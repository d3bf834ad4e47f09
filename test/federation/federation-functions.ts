import { functionArn, writeTemplateFunctions, type FunctionBodies } from '../clients/template-functions.ts'

/** LambdaConfig of a pool that asks the functions of this template about people of providers. */
export const federationLambdas = {
  InboundFederation: { LambdaVersion: 'V1_0', LambdaArn: functionArn('inbound') },
  PreSignUp: functionArn('enrol'),
} as const

const code: FunctionBodies = {
  inbound: `
    const { providerName, attributes } = event.request
    if (attributes.idToken.sub === 'gwen')
      event.response.userAttributesToMap = { email: 'gwen@example.com', name: 'Gwen of ' + providerName }`,
  enrol: `
    if (event.triggerSource === 'PreSignUp_ExternalProvider' && event.userName.endsWith('_mallory'))
      throw new Error('not you')`,
}

/** Writes a template with functions that change what a provider says, and turn somebody away; gives where it is. */
export async function writeFederationFunctions(folder: string): Promise<string> {
  return writeTemplateFunctions(folder, code)
}
