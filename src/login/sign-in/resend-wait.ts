/** So long must somebody wait who asks for another code. */
const resendAfterSeconds = 30

/** What is left of it, for a code that was sent then. */
export function secondsUntilResend({ sentAt = 0 }: { readonly sentAt?: number }, now: Date): number {
  const waited = Math.floor((now.getTime() - sentAt) / 1000)
  return Math.max(0, resendAfterSeconds - waited)
}
