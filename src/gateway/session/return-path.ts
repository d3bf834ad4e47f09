/** Where to go after the sign-in: a path of the app itself, or its start for anything that could lead elsewhere. */
export function returnPath(wanted: string | undefined, origin: string): string {
  if (wanted === undefined || wanted.length > 1024 || !/^\/[\x21-\x5B\x5D-\x7E]*$/.test(wanted)) return '/'
  if (wanted.startsWith('//') || /^\/(?:auth|api)(?:[/?#]|$)/.test(wanted)) return '/'
  // What a browser makes of it is what counts (CVE-2026-7504 and its kin).
  const url = URL.parse(wanted, origin)
  return url !== null && url.origin === origin ? `${url.pathname}${url.search}${url.hash}` : '/'
}
