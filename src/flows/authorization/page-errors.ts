/** What is wrong with a request whose redirect URI cannot be trusted, so that the domain's own page has to say it. */
export type PageErrorCode =
  | 'query_malformed'
  | 'client_id_missing'
  | 'client_unknown'
  | 'redirect_uri_missing'
  | 'redirect_mismatch'
  | 'logout_uri_mismatch'
  | 'logout_hint_invalid'
  | 'request_uri_invalid'
  | 'parameter_repeated'
  | 'login_option_unavailable'
  | 'state_invalid'
  | 'relay_state_invalid'
  | 'saml_request_invalid'
  | 'too_many_sign_ins'

export interface PageError {
  readonly kind: 'page-error'
  readonly code: PageErrorCode
  /** Cognito's words where they are known. */
  readonly text: string
}

const texts: Readonly<Record<PageErrorCode, string>> = {
  query_malformed: 'The request could not be read.',
  client_id_missing: `Required String parameter 'client_id' is not present`,
  client_unknown: 'Client does not exist.',
  redirect_uri_missing: `Required String parameter 'redirect_uri' is not present`,
  redirect_mismatch: 'redirect_mismatch',
  logout_uri_mismatch: 'logout_uri is not one of the sign-out URLs of the app client.',
  logout_hint_invalid: 'id_token_hint is not of this session and this app client.',
  request_uri_invalid: 'request_uri is not of this app client, has expired or has been answered.',
  parameter_repeated: 'A parameter must not be repeated.',
  login_option_unavailable: 'Login option is not available. Please try another one',
  state_invalid: 'Invalid State/RelayState provided.',
  relay_state_invalid: 'Invalid relayState from identity provider',
  saml_request_invalid: 'An error was encountered with the requested page.',
  too_many_sign_ins: 'Too many sign-ins have been started.',
}

export function pageError(code: PageErrorCode): PageError {
  return { kind: 'page-error', code, text: texts[code] }
}

/** The error that `/error` was asked to show. Its text comes from here, never from the query. */
export function findPageError(code: string | undefined): PageError | undefined {
  return code !== undefined && isPageErrorCode(code) ? pageError(code) : undefined
}

/** Where the browser goes to read about it: `/error`, with the query that it came with (cognito-web, section 2.1). */
export function errorPageLocation(baseUrl: string, { code }: PageError, query: string): string {
  const carried = code === 'query_malformed' || query === '' ? '' : `&${query}`
  return `${baseUrl}/error?error=${code}${carried}`
}

function isPageErrorCode(code: string): code is PageErrorCode {
  return Object.hasOwn(texts, code)
}
