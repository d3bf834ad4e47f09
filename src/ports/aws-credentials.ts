/** An access key of AWS, with a session where it is one for a time. */
export interface AwsAccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string | undefined
}

/** A reason is for the log, and must hold no secret. */
export type AwsCredentialsFound =
  | { readonly kind: 'found'; readonly accessKey: AwsAccessKey }
  /** Nobody gave any, or the role may not be assumed. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Whoever has them did not answer. */
  | { readonly kind: 'unreachable'; readonly reason: string }

/** As whom this process calls services of AWS. Must ask for each of them once, however many wait for it. */
export interface AwsCredentials {
  /** Its own. */
  readonly find: () => Promise<AwsCredentialsFound>
  /** Those of a role, which it assumes with its own ones. */
  readonly assume: (roleArn: string) => Promise<AwsCredentialsFound>
}
