export interface AwsAccessKeyPlan {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string | undefined
}

/** What AWS's own variables say about calls to its services. */
export interface AwsPlan {
  /** Undefined where it is not said here, but where else SDKs look for it. */
  readonly accessKey: AwsAccessKeyPlan | undefined
  /** `AWS_ENDPOINT_URL_<SERVICE>`, else `AWS_ENDPOINT_URL`; undefined: where AWS has it. */
  readonly endpointOf: (sdkName: string) => string | undefined
}

export function planAws(environment: Readonly<Record<string, string | undefined>>): AwsPlan {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_PROFILE: profile,
    AWS_ENDPOINT_URL: endpoint,
  } = environment
  // AWS's SDK for JavaScript: a profile goes before a key.
  const isMeant = accessKeyId && secretAccessKey && !profile
  return {
    accessKey: isMeant ? { accessKeyId, secretAccessKey, sessionToken: sessionToken || undefined } : undefined,
    endpointOf: (sdkName) => environment[`AWS_ENDPOINT_URL_${sdkName}`] || endpoint || undefined,
  }
}
