/** Without TLS only what does not leave this machine. */
export function isSafeOrigin(origin: string): boolean {
  return /^https:\/\/|^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(origin)
}
