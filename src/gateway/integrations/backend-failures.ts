/** The words of a backend, or of a proxy before it, that cannot serve anybody. */
export function isFailingStatus(status: number): boolean {
  return status === 502 || status === 503 || status === 504
}
