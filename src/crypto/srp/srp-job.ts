import { compareSync } from 'bcryptjs'
import {
  computePasswordMatches,
  computeProof,
  computePublicValue,
  computeVerifier,
  type SrpProofRequest,
  type SrpRegistration,
} from './srp-engine.ts'

/** What a thread can be asked, in values that survive structured cloning. */
export type SrpJob =
  | { readonly name: 'verifier'; readonly input: SrpRegistration }
  | { readonly name: 'passwordMatches'; readonly input: SrpRegistration & { readonly verifier: Uint8Array } }
  | {
      readonly name: 'publicValue'
      readonly input: { readonly verifier: Uint8Array; readonly serverSecret: Uint8Array }
    }
  | { readonly name: 'proof'; readonly input: SrpProofRequest }
  /** No SRP, but as long a computation in JavaScript: it must not hold the event loop either. */
  | { readonly name: 'bcryptMatches'; readonly input: { readonly password: string; readonly hash: string } }

export type SrpResult = Uint8Array | string | boolean | undefined

export function runSrpJob(job: SrpJob): SrpResult {
  switch (job.name) {
    case 'verifier':
      return computeVerifier(job.input)
    case 'passwordMatches':
      return computePasswordMatches(job.input, job.input.verifier)
    case 'publicValue':
      return computePublicValue(job.input.verifier, job.input.serverSecret)
    case 'proof':
      return computeProof(job.input)
    case 'bcryptMatches':
      return compareSync(job.input.password, job.input.hash)
  }
}
