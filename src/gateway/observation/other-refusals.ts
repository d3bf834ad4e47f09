/** In words, what the log says in short, of requests and of events alike. */
export const otherRefusals: Readonly<Record<string, string>> = {
  'path with more than one reading': 'The path holds //, ;, %2f or the like, which a backend may read as another path.',
  'policy: deny': 'What the authorizer allows its caller denies this method.',
  'policy: silent': 'What the authorizer allows its caller does not name this method.',
  'resource policy: deny': "The API's resource policy denies this request.",
  'resource policy: silent': "The API's resource policy does not allow this request.",
  MissingAuthenticationTokenException: 'The request has no signature of AWS, Signature Version 4.',
  'no API key of a usage plan for this stage': 'No usage plan of this stage has an API key of the handshake.',
  'too many requests a second': 'A rate of the stage, the route, the usage plan, the user or the account is exceeded.',
  throttled: 'A rate of the stage, the route, the usage plan or the account is exceeded.',
  'no API key': 'There is no API key: callers send it as X-API-Key.',
  'quota used up': 'The quota of the usage plan is used up for this API key.',
  'function-failed: malformed proxy response':
    'What the function returned is no response: that has a statusCode, headers of texts, and a body that is a text (JSON.stringify).',
  'API key of no usage plan for this stage': 'No usage plan of this stage has the API key, or it is not Enabled.',
}
