import { oneOf, onOff, urlOrOff } from './extra-values.ts'
import { extra } from './extra.ts'

/** What OAuth and OpenID Connect know and Cognito does not (cognito-web contract, section 8). */
export const oauthExtras = {
  'backchannel-logout-uri': extra({
    values: urlOrOff,
    default: 'off',
    scope: 'client',
    documentation:
      'Where a client wants to hear of sessions that end (OpenID Connect Back-Channel Logout 1.0). Its ID tokens then have a `sid`, and whatever ends the session that it stands for sends a signed logout token there, again and again until it is taken.',
  }),
  consent: extra({
    values: oneOf('registered', 'on', 'off'),
    default: 'registered',
    scope: 'client',
    documentation:
      'Whether people are asked before a client gets its first code or token of theirs, and again when it wants more: never, always, or only for clients that registered themselves (guides/consent.md).',
  }),
  'device-grant': extra({
    values: onOff,
    default: false,
    scope: 'client',
    documentation:
      'A device without a browser or a keyboard shows a code, and is signed in at `/device` of the pool’s domain by whoever types it there (RFC 8628). The client must allow the code flow; its scopes are those of the device.',
  }),
  dpop: extra({
    values: oneOf('off', 'on', 'required'),
    default: 'off',
    scope: 'client',
    documentation:
      'Tokens are bound to a key that the client proves to hold by a `DPoP` header, where it sends one or, with `required`, always (RFC 9449). userInfo asks for the proof; the API takes no token that is bound; the gateway takes one as any other, as the API gateway of AWS does.',
  }),
  introspection: extra({
    values: onOff,
    default: false,
    scope: 'client',
    documentation:
      'A client with a secret may ask at `/oauth2/introspect` whether an access token of the pool is good at this moment (RFC 7662).',
  }),
  'issuer-parameter': extra({
    values: onOff,
    default: false,
    withStandards: true,
    scope: 'client',
    documentation:
      'Authorization responses name their issuer in `iss`, so that a client of several issuers cannot be made to mix them up (RFC 9207).',
  }),
  'loopback-any-port': extra({
    values: onOff,
    default: false,
    scope: 'client',
    documentation:
      'A callback URL on http://127.0.0.1 or http://[::1] is good with any port, for command-line tools that listen where they can (RFC 8252 section 7.3).',
  }),
  'no-auto-nonce': extra({
    values: onOff,
    default: false,
    withStandards: true,
    scope: 'client',
    documentation:
      'After a sign-in by an identity provider the ID token has a `nonce` only if the client sent one; Cognito puts in the one that it sent to the provider, which strict clients refuse.',
  }),
  'openid-request': extra({
    values: onOff,
    default: false,
    withStandards: true,
    scope: 'client',
    documentation:
      'Authorization requests by POST too, with `response_mode` (query or fragment) and `id_token_hint`; request objects and `registration` are refused as OpenID Connect Core says, rather than ignored.',
  }),
  'pushed-requests': extra({
    values: onOff,
    default: false,
    scope: 'client',
    documentation:
      'A client may send its authorization request ahead to `/oauth2/par`, and only a reference to it goes through the browser, good once and for ten minutes (RFC 9126).',
  }),
  'refresh-reuse-revokes': extra({
    values: onOff,
    default: false,
    scope: 'client',
    documentation:
      'A rotated refresh token that is presented again after its time of grace ends the session that it belongs to (RFC 9700 section 4.14.2).',
  }),
  'require-pkce': extra({
    values: onOff,
    default: false,
    scope: 'client',
    documentation:
      'Refuses authorization requests without `code_challenge`, the implicit grant among them (RFC 7636, OAuth 2.1).',
  }),
  'require-pushed-requests': extra({
    values: onOff,
    default: false,
    scope: 'client',
    documentation: 'Authorization requests must be sent ahead to `/oauth2/par` (RFC 9126 section 5).',
  }),
  'resource-at-token': extra({
    values: onOff,
    default: false,
    withStandards: true,
    scope: 'client',
    documentation:
      'The token endpoint takes `resource` too, for client credentials as well, and puts it into `aud` of the access token (RFC 8707). A session that is bound to one resource gets no token for another.',
  }),
  'revoke-access-tokens': extra({
    values: onOff,
    default: false,
    withStandards: true,
    scope: 'client',
    documentation:
      'The revocation endpoint takes access tokens too, which end the session that they belong to (RFC 7009).',
  }),
  'rp-initiated-logout': extra({
    values: onOff,
    default: false,
    withStandards: true,
    scope: 'client',
    documentation:
      'Signing out as OpenID Connect RP-Initiated Logout has it: `id_token_hint` or `client_id`, `post_logout_redirect_uri` out of the sign-out URLs of the client, and `state`, by GET and POST.',
  }),
  standards: extra({
    values: onOff,
    default: false,
    scope: 'client',
    documentation:
      'Turns on what OpenID Connect and OAuth 2.0 ask for and Cognito does otherwise, each of which can be turned off again by its own tag: see the column "With `standards`".',
  }),
  'standard-token-errors': extra({
    values: onOff,
    default: false,
    withStandards: true,
    scope: 'pool',
    documentation:
      'Errors of the token endpoint as RFC 6749 has them: `invalid_client` is 401 with a challenge, another redirect URI is `invalid_grant`.',
  }),
  'standards-discovery': extra({
    values: onOff,
    default: false,
    withStandards: true,
    scope: 'pool',
    documentation:
      'The discovery document tells the grants, response modes, PKCE methods, claims and authentication methods as well, and is served as `/.well-known/oauth-authorization-server` too (RFC 8414).',
  }),
  'typed-user-info': extra({
    values: onOff,
    default: false,
    withStandards: true,
    scope: 'client',
    documentation:
      'userInfo answers booleans, numbers and the address as such, by POST too, and its challenges name the Bearer scheme (OpenID Connect Core section 5.3, RFC 6750).',
  }),
}
