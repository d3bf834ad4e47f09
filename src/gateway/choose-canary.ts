import type { Random } from '../ports/random.ts'
import type { CompiledStage } from './gateway-snapshot.ts'

/** The stage, or for its part of the requests the stage as its canary has it. */
export function chooseCanary(stage: CompiledStage, random: Random): CompiledStage {
  const { canary } = stage
  if (canary === undefined) return stage
  const drawn = Buffer.from(random.bytes(4)).readUInt32BE() / 2 ** 32
  return drawn * 100 < canary.percentTraffic ? canary.stage : stage
}
