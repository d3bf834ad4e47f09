export type Claims = Readonly<Record<string, string>>

/**
 * What a provider says of a person as attributes can take it: text. Cognito: several values become `[a,b]`, each of them
 * form-encoded; what is null is not there.
 */
export function claimsAsText(claims: Readonly<Record<string, unknown>>): Claims {
  return Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]) => {
      const text = asText(value)
      return text === undefined ? [] : [[name, text]]
    }),
  )
}

function asText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  if (Array.isArray(value)) return `[${value.map((item) => formEncoded(asText(item) ?? '')).join(',')}]`
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}
