import type { BrowserContext, ConsoleMessage } from 'playwright-core'

/** Chromium writes every failed load to the console; whether a status is right is for each test to say. */
const refusedLoad = /^Failed to load resource: the server responded with a status of 4\d\d/
/** Amplify says so wherever a pool is not at AWS. */
const pointedElsewhere = /custom Amazon Amazon Cognito User Pool endpoint/

const reportViolations = `addEventListener('securitypolicyviolation', (event) =>
  globalThis.reportViolation(event.effectiveDirective + ' ' + event.blockedURI))`

/** Collects what must not happen on any page: violations of its content policy, errors of its scripts. */
export async function watchFaults(context: BrowserContext): Promise<readonly string[]> {
  const faults: string[] = []
  await context.exposeBinding('reportViolation', ({ page }, violation: string) => {
    faults.push(`${page.url()} violates its content policy: ${violation}`)
  })
  await context.addInitScript(reportViolations)
  context.on('console', (message) => {
    if (isFault(message)) faults.push(`${message.page()?.url() ?? '?'} says ${message.type()}: ${message.text()}`)
  })
  context.on('weberror', (error) => {
    faults.push(`${error.page()?.url() ?? '?'} threw ${String(error.error())}`)
  })
  return faults
}

function isFault(message: ConsoleMessage): boolean {
  if (message.type() !== 'error' && message.type() !== 'warning') return false
  return !refusedLoad.test(message.text()) && !pointedElsewhere.test(message.text())
}
