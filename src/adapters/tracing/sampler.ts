import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace'
import type { Sampler } from '@opentelemetry/sdk-trace'
import type { TraceSampler } from '../../config/plans/tracing-plan.ts'

export function samplerOf({ followsParent, share }: TraceSampler): Sampler {
  const root = ofShare(share)
  return followsParent ? new ParentBasedSampler({ root }) : root
}

function ofShare(share: number): Sampler {
  if (share === 1) return new AlwaysOnSampler()
  return share === 0 ? new AlwaysOffSampler() : new TraceIdRatioBasedSampler(share)
}
