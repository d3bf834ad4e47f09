/** Headers that backends believe. */
export const identityNames = [
  'X-User-Id',
  'X-Amzn-Oidc-Identity',
  'X-Amzn-Oidc-Data',
  'X-Amzn-Apigateway-Api-Id',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'Forwarded',
  'Via',
  'X-Real-IP',
  'X-Caller',
  'X-Internal-Role',
  'X-HTTP-Method-Override',
  'X-Original-URL',
]

/** The spellings under which servers take them for one another. */
export const identitySpellings = identityNames.flatMap((name) => [
  name,
  name.toLowerCase(),
  name.toUpperCase(),
  swapCase(name),
  name.replaceAll('-', '_'),
  name.replaceAll('-', '_').toLowerCase(),
])

function swapCase(name: string): string {
  return [...name].map((letter, index) => (index % 2 === 0 ? letter.toLowerCase() : letter.toUpperCase())).join('')
}
