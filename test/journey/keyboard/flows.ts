import { accountFlows } from './account-flows.ts'
import type { Flow } from './flow.ts'
import { secondFactorFlows } from './second-factor-flows.ts'
import { signInFlows } from './sign-in-flows.ts'

/** Every way through the pages. A page that lies on none fails `keyboard.test.ts`. */
export const flows: readonly Flow[] = [...signInFlows, ...secondFactorFlows, ...accountFlows]

/** What is no page, and pages that are walked through in the gallery alone. */
export const pathsBesides: ReadonlyMap<string, string> = new Map([
  ['/account/data/download', 'a file'],
  ['/authEventFeedback', 'its one button; the link to it comes in a notice of threat protection'],
])
