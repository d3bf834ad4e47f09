export type SigV4Exception =
  | 'MissingAuthenticationTokenException'
  | 'IncompleteSignatureException'
  | 'InvalidSignatureException'
  | 'UnrecognizedClientException'
  | 'ExpiredTokenException'

export interface SigV4Refusal {
  readonly ok: false
  readonly exception: SigV4Exception
  readonly message: string
}

export function refuseSignature(exception: SigV4Exception, message: string): SigV4Refusal {
  return { ok: false, exception, message }
}
