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
  }
}
