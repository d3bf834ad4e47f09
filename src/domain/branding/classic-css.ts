/** The version of the template that the classes below come from, as Cognito prints it. */
export const classicCssVersion = '20190128172214'

/** Cognito: the only classes that a classic page has for its owner (cognito-web contract, section 5.1). */
const classes = new Set(
  `background banner errorMessage idpButton idpDescription inputField label legalText logo submitButton socialButton
  textDescription redirect passwordCheck-valid passwordCheck-notValid`
    .split(/\s+/)
    .map((name) => `.${name}-customizable`),
)

const withStates =
  /^(\.(?:submitButton|idpButton|socialButton)-customizable):hover$|^(\.inputField-customizable):focus$/

/** Why a style sheet may not be used, undefined where it may: rules for listed classes, which load and run nothing. */
export function classicCssFault(css: string): string | undefined {
  const text = withoutComments(css)
  if (text === undefined) return 'CSS has a comment that does not end.'
  const forbidden = /@|\\|<|url\s*\(|expression\s*\(|javascript:|behaviou?r\s*:|-moz-binding|image-set|src\s*\(/i.exec(
    text,
  )
  if (forbidden !== null) return `CSS contains invalid text: ${forbidden[0]}`
  const rules = text.matchAll(/([^{}]*)\{([^{}]*)\}/gy)
  let end = 0
  for (const rule of rules) {
    end = rule.index + rule[0].length
    const selectors = (rule[1] ?? '').split(',').map((selector) => selector.trim())
    const stranger = selectors.find((selector) => !isKnown(selector))
    if (stranger !== undefined) return `CSS contains invalid class: ${stranger}`
  }
  return text.slice(end).trim() === '' ? undefined : 'CSS cannot be read as a list of rules.'
}

/** By hand: a pattern would look for the end of each of many comments that have none. */
function withoutComments(css: string): string | undefined {
  const kept: string[] = []
  for (let at = 0; ;) {
    const start = css.indexOf('/*', at)
    if (start === -1) return [...kept, css.slice(at)].join(' ')
    const end = css.indexOf('*/', start + 2)
    if (end === -1) return undefined
    kept.push(css.slice(at, start))
    at = end + 2
  }
}

function isKnown(selector: string): boolean {
  const states = withStates.exec(selector)
  return classes.has(states?.[1] ?? states?.[2] ?? selector)
}
