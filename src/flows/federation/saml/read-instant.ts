/** An `xs:dateTime` in UTC, as SAML asks for (SAML core, section 1.3.3); undefined for all else. */
export function readInstant(text: string | undefined): Date | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?(?:Z|\+00:00)$/.exec(text ?? '')
  if (match === null) return undefined
  const [, seconds, fraction = '0'] = match
  const date = new Date(`${seconds}.${fraction.padEnd(3, '0')}Z`)
  return Number.isNaN(date.getTime()) ? undefined : date
}
