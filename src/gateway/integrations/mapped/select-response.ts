import type { ResponseMapping } from '../../definition/mapped-integration.ts'
import { boundedMatch } from '../../linear-regex/bounded-match.ts'

/** A pattern's work on one error message or status. */
const MOST_PATTERN_STEPS = 200_000

/** Patterns match in full; without one, a response is the default. */
export function selectResponse<Response extends Pick<ResponseMapping, 'pattern'>>(
  responses: readonly Response[],
  selector: string,
): Response | undefined {
  const matching = responses.find(
    // An error message may be as long as a function likes: what takes too long counts as no match.
    ({ pattern }) => pattern !== undefined && boundedMatch(pattern, selector, MOST_PATTERN_STEPS) === true,
  )
  return matching ?? responses.find(({ pattern }) => pattern === undefined)
}
