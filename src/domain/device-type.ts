/** What `DeviceType` says of a session: the operating system, and the browser or app (cognito-api contract, 4.4). */
export function deviceTypeOf(userAgent: string | undefined): string {
  if (userAgent === undefined) return 'unknown'
  const system = nameIn(systems, userAgent)
  const program = nameIn(programs, userAgent) ?? firstProduct(userAgent)
  return [system, program].filter((name) => name !== undefined).join(', ') || 'unknown'
}

type Names = readonly (readonly [name: string, sign: RegExp])[]

/** In order: an Android says Linux too, and an iPhone Mac OS X. */
const systems: Names = [
  ['Android', /\bAndroid\b/i],
  ['iOS', /\b(?:iPhone|iPad|iPod|iOS)\b/],
  ['Windows', /\bWindows\b/i],
  ['macOS', /\b(?:Macintosh|Mac OS X|macOS|Darwin)\b/i],
  ['Chrome OS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/i],
]

/** In order: most browsers say Chrome and Safari too. */
const programs: Names = [
  ['Edge', /\bEdgA?(?:iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|Chromium)\//],
  ['Safari', /\bSafari\//],
  ['AWS CLI', /\baws-cli\//],
  ['AWS SDK', /\b(?:aws-sdk|Boto3)\b/i],
]

function nameIn(names: Names, userAgent: string): string | undefined {
  return names.find(([, sign]) => sign.test(userAgent))?.[0]
}

/** An app's own name: `Notes/3.1 CFNetwork/…` is Notes. */
function firstProduct(userAgent: string): string | undefined {
  const [, name] = /^([\w.-]{1,64})\/[\d.]/.exec(userAgent) ?? []
  return name === 'Mozilla' ? undefined : name
}
