import { invocationUri, poolArn, type Answer } from '../gateway-under-test.ts'

/** What the rows write again and again. */

export const lambda = (name: string) => ({ type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri(name) })

/** Security schemes of OpenAPI 3: `Pool` and `Ask`, a Lambda authorizer, as a REST API has them. */
export const schemes = (pool: Record<string, unknown> = {}, ask: Record<string, unknown> = {}) => ({
  components: {
    securitySchemes: {
      Pool: scheme({ type: 'cognito_user_pools', providerARNs: [poolArn], ...pool }),
      Ask: scheme({ type: 'token', authorizerUri: invocationUri('ask'), authorizerResultTtlInSeconds: 0, ...ask }),
      Key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
    },
  },
})

const scheme = (authorizer: Record<string, unknown>) => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authorizer': authorizer,
})

/** Tags of a REST API, by the names of extras. */
export const restTags = (extras: Record<string, string>) =>
  Object.entries(extras).map(([name, Value]) => ({ Key: `sallyport:${name}`, Value }))

/** Tags of an HTTP API. */
export const httpTags = (extras: Record<string, string>) =>
  Object.fromEntries(Object.entries(extras).map(([name, value]) => [`sallyport:${name}`, value]))

export const ok = () => ({ statusCode: 200, body: 'ok' })

export function bearer(token: string): { readonly headers: Record<string, string> } {
  return { headers: { authorization: `Bearer ${token}` } }
}

/** What a client goes by. */
export function seen({ status, body, headers }: Answer) {
  return { status, body, type: headers['x-amzn-errortype'], challenge: headers['www-authenticate'] }
}

export const missingToken = {
  status: 403,
  body: '{"message":"Missing Authentication Token"}',
  type: 'MissingAuthenticationTokenException',
  challenge: undefined,
}
export const unauthorized = {
  status: 401,
  body: '{"message":"Unauthorized"}',
  type: 'UnauthorizedException',
  challenge: undefined,
}
