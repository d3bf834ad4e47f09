export interface Device {
  readonly poolId: string
  readonly sub: string
  /** `{region}_{uuid}`. */
  readonly key: string
  readonly name: string | undefined
  readonly salt: Uint8Array
  readonly verifier: Uint8Array
  readonly rememberedStatus: 'remembered' | 'not_remembered'
  readonly lastIpAddress: string
  readonly sdk: string | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly authenticatedAt: Date
}
