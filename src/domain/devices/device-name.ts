/** The first that matches names the program: each also claims to be those behind it. */
const programs: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/(\d{1,4})/],
  ['Opera', /\bOPR\/(\d{1,4})/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d{1,4})/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d{1,4})/],
  ['Chrome', /\b(?:Chrome|CriOS)\/(\d{1,4})/],
  ['Safari', /\bVersion\/(\d{1,4})[^ ]* (?:Mobile\/\S+ )?Safari\//],
]
const systems: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPad|iPod)\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
]
const longest = 512

/** Cognito: `Chrome 126, Windows`, and `Other, Other` for what says nothing. */
export function deviceNameOf(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, longest)
  return `${programOf(text)}, ${systemOf(text)}`
}

/** The same without the version, which changes every few weeks on the same device. */
export function deviceKindOf(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, longest)
  return `${programOf(text).replace(/ \d+$/, '')}, ${systemOf(text)}`
}

function programOf(text: string): string {
  for (const [name, pattern] of programs) {
    const version = pattern.exec(text)?.[1]
    if (version !== undefined) return `${name} ${version}`
  }
  return 'Other'
}

function systemOf(text: string): string {
  return systems.find(([, pattern]) => pattern.test(text))?.[0] ?? 'Other'
}
