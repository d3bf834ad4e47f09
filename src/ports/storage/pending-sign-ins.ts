import type { PendingSignIn } from '../../domain/federation/pending-sign-in.ts'

export interface PendingSignInQueries {
  find(poolId: string, stateHash: string): Promise<PendingSignIn | undefined>
}

export type PendingSignInWrite =
  | { readonly write: 'createPendingSignIn'; readonly pending: PendingSignIn }
  /** Guard `pending-sign-in-exists`: it is there and not expired. Gone with this. */
  | {
      readonly write: 'takePendingSignIn'
      readonly poolId: string
      readonly stateHash: string
      readonly now: Date
    }
