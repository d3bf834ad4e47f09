/** Where to go after the sign-in: a path of the app itself, or its start for anything that could lead elsewhere. */
export function returnPath(wanted: string | undefined, origin: string): string {
  if (wanted === undefined || wanted.length > 1024 || !/^\/[\x21-\x5B\x5D-\x7E]*$/.test(wanted)) return '/'
  // What a browser makes of it is what counts (CVE-2026-7504 and its kin), and it reads the answer once more: of
  // `/.//elsewhere` it makes `//elsewhere`, which is another host then.
  const url = URL.parse(wanted, origin)
  if (url === null || url.origin !== origin || leadsElsewhere(url.pathname)) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}

/** To a host, or back to the sign-in. */
function leadsElsewhere(path: string): boolean {
  return path.startsWith('//') || /^\/(?:auth|api)(?:\/|$)/.test(path)
}
