import * as v from 'valibot'
import type { SettingFacts } from './setting-facts.ts'
import { throttle } from './setting-forms.ts'

/** What all APIs of a process, or of its workers together, let through. */
export const throttleSettings = {
  accountThrottle: v.pipe(
    v.optional(throttle, '10000/5000'),
    v.metadata({ value: '<rate>/<burst>' } satisfies SettingFacts),
    v.description(
      'How many requests a second all APIs together let through, and how many at once; beyond it, 429. Amazon API Gateway gives an account 10000/5000 in most regions, and more to those who ask for it.',
    ),
  ),
}
