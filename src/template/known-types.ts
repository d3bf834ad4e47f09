const names: Readonly<Record<string, string>> = {
  Cognito:
    'IdentityPool IdentityPoolPrincipalTag IdentityPoolRoleAttachment LogDeliveryConfiguration ManagedLoginBranding Terms UserPool UserPoolClient UserPoolDomain UserPoolGroup UserPoolIdentityProvider UserPoolResourceServer UserPoolRiskConfigurationAttachment UserPoolUICustomizationAttachment UserPoolUser UserPoolUserToGroupAttachment',
  Lambda:
    'Alias CodeSigningConfig EventInvokeConfig EventSourceMapping Function LayerVersion LayerVersionPermission Permission Url Version',
  Serverless: 'Api Application Connector Function GraphQLApi HttpApi LayerVersion SimpleTable StateMachine',
}

/** Types of the services that templates here are about, to tell a misspelt one from one that does nothing here. */
export const knownTypes: readonly string[] = Object.entries(names).flatMap(([service, types]) =>
  types.split(' ').map((type) => `AWS::${service}::${type}`),
)
