import { oneOf, wholeNumber } from '../../domain/extras/extra-values.ts'
import { apiExtra } from './api-extra.ts'

/**
 * What nobody outside AWS knows of API Gateway, or what is told in two ways: the likeliest is the default, and who knows
 * better, or has clients that expect the other, chooses.
 */
export const unprovenExtras = {
  'array-claims': apiExtra<'comma' | 'brackets' | 'json'>({
    values: oneOf('comma', 'brackets', 'json'),
    default: 'comma',
    of: 'REST',
    documentation:
      'How a claim that is a list, such as `cognito:groups`, is told to backends of a REST API: `a,b`, `[a b]` or `["a","b"]`.',
  }),
  'clock-skew-seconds': apiExtra({
    values: wholeNumber({ from: 0, to: 60 }),
    default: 60,
    documentation:
      'How far ahead of the gateway’s clock `nbf` and `iat` of a token may be. An `exp` is never stretched.',
  }),
  'preflight-miss': apiExtra<'answer' | 'route'>({
    values: oneOf('answer', 'route'),
    default: 'answer',
    of: 'HTTP',
    documentation:
      'What becomes of a preflight from an origin that CORS does not allow: an answer without CORS headers, or the routes of the API decide, as if it were any other request.',
  }),
  'preflight-status': apiExtra<'204' | '200'>({
    values: oneOf('204', '200'),
    default: '204',
    of: 'HTTP',
    documentation: 'The status of preflights that CORS answers.',
  }),
  'remapped-headers': apiExtra<'documented' | 'few'>({
    values: oneOf('documented', 'few'),
    default: 'documented',
    of: 'REST',
    documentation:
      'Which response headers of proxy integrations reach clients as `x-amzn-Remapped-…`: all that the developer guide lists, or `Connection`, `Content-Length`, `Date` and `Server` only, so that the challenge of a backend, `WWW-Authenticate`, arrives under its own name.',
  }),
  'scope-challenge': apiExtra<'insufficient-scope' | 'none'>({
    values: oneOf('insufficient-scope', 'none'),
    default: 'insufficient-scope',
    of: 'HTTP',
    documentation: 'The `WWW-Authenticate` of a 403 to a token without the route’s scopes: that of RFC 6750, or none.',
  }),
  'scope-mismatch': apiExtra<'401' | '403'>({
    values: oneOf('401', '403'),
    default: '401',
    of: 'REST',
    documentation:
      'The answer to a token without the method’s scopes: 401 `Unauthorized` (gateway response UNAUTHORIZED), or 403 (ACCESS_DENIED).',
  }),
  'text-result': apiExtra<'json' | 'text'>({
    values: oneOf('json', 'text'),
    default: 'json',
    of: 'HTTP',
    documentation:
      'The content type of a result of payload format 2.0 that is a text: `application/json` or `text/plain;charset=utf-8`.',
  }),
  unmatched: apiExtra<'by-kind' | '403' | '404'>({
    values: oneOf('by-kind', '403', '404'),
    default: 'by-kind',
    documentation:
      'How requests are refused that lead to no stage of the API, or by no mapping to any: 403 by REST APIs and by domains that have some, 404 by others. A tag of the domain name too.',
  }),
}
