import type { AcrLevel } from '../user-pools/acr.ts'

/** What somebody decided at a browser about a device that asks to be signed in. */
export type DeviceDecision =
  | { readonly kind: 'denied' }
  | {
      readonly kind: 'approved'
      readonly sub: string
      readonly eventId: string
      readonly amr: readonly string[]
      /** Where an identity provider vouched for the person. */
      readonly vouchedLevel?: AcrLevel
      readonly authenticatedAt: Date
      /** The tracked session of the browser. */
      readonly originSessionId: string | undefined
    }

/** A device that waits to be signed in elsewhere (RFC 8628). */
export interface DeviceAuthorization {
  readonly poolId: string
  /** SHA-256 (base64url) of the device code. */
  readonly deviceCodeHash: string
  /** A keyed hash: a user code is short. */
  readonly userCodeHash: string
  readonly clientId: string
  readonly scopes: readonly string[]
  /** How sure of the person the client wants to be. */
  readonly acrValues: readonly string[]
  readonly createdAt: Date
  readonly expiresAt: Date
  /** How long the device has to wait between two questions. */
  readonly intervalSeconds: number
  readonly polledAt: Date | undefined
  readonly decision: DeviceDecision | undefined
}
