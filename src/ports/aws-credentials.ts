/** An access key of AWS, with a session where it is one for a time. */
export interface AwsAccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string | undefined
}

/** As whom this process calls the services of AWS that APIs have as backends. */
export interface AwsCredentials {
  /** Undefined where nobody gave it any. */
  readonly find: () => Promise<AwsAccessKey | undefined>
}
