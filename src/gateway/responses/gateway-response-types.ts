interface GatewayResponseType {
  /** Undefined for the two defaults, which keep the status of what went wrong. */
  readonly status: number | undefined
  readonly errorType: string
  readonly message: string | null
}

/** The 21 response types of REST APIs with what they say unless a template says otherwise. */
export const gatewayResponseTypes = {
  ACCESS_DENIED: entry(403, 'AccessDeniedException', 'User is not authorized to access this resource'),
  API_CONFIGURATION_ERROR: entry(500, 'ApiConfigurationException', 'Internal server error'),
  AUTHORIZER_CONFIGURATION_ERROR: entry(500, 'AuthorizerConfigurationException', null),
  AUTHORIZER_FAILURE: entry(500, 'AuthorizerFailureException', null),
  BAD_REQUEST_BODY: entry(400, 'BadRequestException', 'Invalid request body'),
  BAD_REQUEST_PARAMETERS: entry(400, 'BadRequestException', 'Missing required request parameters'),
  DEFAULT_4XX: entry(undefined, '', null),
  DEFAULT_5XX: entry(undefined, '', null),
  EXPIRED_TOKEN: entry(403, 'ExpiredTokenException', 'The security token included in the request is expired'),
  INTEGRATION_FAILURE: entry(504, 'InternalServerErrorException', 'Internal server error'),
  INTEGRATION_TIMEOUT: entry(504, 'InternalServerErrorException', 'Endpoint request timed out'),
  INVALID_API_KEY: entry(403, 'ForbiddenException', 'Forbidden'),
  INVALID_SIGNATURE: entry(403, 'InvalidSignatureException', 'The request signature does not match'),
  MISSING_AUTHENTICATION_TOKEN: entry(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token'),
  QUOTA_EXCEEDED: entry(429, 'LimitExceededException', 'Limit Exceeded'),
  REQUEST_TOO_LARGE: entry(413, 'RequestTooLargeException', 'Request Too Long'),
  RESOURCE_NOT_FOUND: entry(404, 'ResourceNotFoundException', 'Not Found'),
  THROTTLED: entry(429, 'TooManyRequestsException', 'Too Many Requests'),
  UNAUTHORIZED: entry(401, 'UnauthorizedException', 'Unauthorized'),
  UNSUPPORTED_MEDIA_TYPE: entry(415, 'BadRequestException', 'Unsupported Media Type'),
  WAF_FILTERED: entry(403, 'WafFilteredException', 'Forbidden'),
} as const

export type GatewayResponseName = keyof typeof gatewayResponseTypes

function entry(status: number | undefined, errorType: string, message: string | null): GatewayResponseType {
  return { status, errorType, message }
}
