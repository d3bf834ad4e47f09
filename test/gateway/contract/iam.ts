import { rowsOf, shownHere } from './row.ts'

const iam = 'src/gateway/authorizers/iam/iam.test.ts'

/** Section 1.5. */
export const iamAuthorization = [
  ...rowsOf(iam, {
    'SigV4 of the service execute-api': 'another service',
    'REST, unsigned: 403 Missing Authentication Token': 'no signature',
    'a wrong secret: 403, INVALID_SIGNATURE': 'a wrong secret',
    'a time over five minutes away: 403, INVALID_SIGNATURE': 'a time over five minutes ago',
    'HTTP: 403 Forbidden for all of them': '${name} is 403 ${type}, and plainly Forbidden on an HTTP API',
    'the ARN of what is called: api, stage, method, path': 'a key that may only read may call what only reads',
    'HTTP: authorizer.iam with accessKey, accountId, callerId, userArn, userId': 'an HTTP API tells it under iam',
    'format 1.0: identity.*, and no signature goes on':
      'a signed request goes on with its body and without its signature; the event says whose key it was',
    'Authorization is dropped before the backend':
      'an HTTP backend gets the body that was signed, and never the signature',
    'a resource policy and the key’s own': 'a resource policy may allow what the key may not, and deny what it may',
  }),
  ...shownHere({ 'SigV4a of REST APIs': { differs: 'SigV4a and roles do not exist' } }),
]
