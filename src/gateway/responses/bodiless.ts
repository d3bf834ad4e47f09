/** Whether an answer of this status has no body, whatever its head says (RFC 9112 section 6.3). */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 304
}
