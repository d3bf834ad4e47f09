import { matchesGlob, parseGlob } from './glob.ts'
import type { ArnPattern } from './policy.ts'

const COMPONENTS = 6

/**
 * IAM: each component is matched by itself, and the last one written stands for the rest. So no wildcard for a region
 * reaches into a path, where the caller chooses what stands.
 */
export function parseArnPattern(pattern: string): ArnPattern {
  return components(pattern).map(parseGlob)
}

export function matchesArn(pattern: ArnPattern, arn: string): boolean {
  const parts = components(arn, pattern.length)
  return parts.length === pattern.length && pattern.every((glob, index) => matchesGlob(glob, parts[index] ?? ''))
}

function components(text: string, limit = COMPONENTS): readonly string[] {
  const parts = text.split(':')
  return parts.length <= limit ? parts : [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(':')]
}
