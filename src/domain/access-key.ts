/** An operator's AWS-style credential: what SigV4 is verified against in production. */
export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly principal: string
  readonly role: 'admin' | 'read-only'
  readonly createdAt: Date
  readonly disabledAt: Date | undefined
}
