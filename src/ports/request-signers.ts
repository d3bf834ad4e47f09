import type { AccessKey } from '../domain/access-key.ts'

/** Whose signatures the methods of an API accept, where they ask for one (`AWS_IAM`). */
export interface RequestSigners {
  readonly findAccessKey: (accessKeyId: string) => Promise<AccessKey | undefined>
  /** Development: a caller on this machine is believed whatever it signs with, unless a web page from elsewhere asks. */
  readonly isBelieved: (caller: { readonly sourceIp: string; readonly origin: string | undefined }) => boolean
}

/** Where no keys are handed in, nobody's signature is good. */
export const noSigners: RequestSigners = { findAccessKey: async () => undefined, isBelieved: () => false }
