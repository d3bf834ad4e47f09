export function originOf(uri: string): string {
  return splitUri(uri).origin
}

export function splitUri(uri: string) {
  const [, origin = '', rest = ''] = /^(https?:\/\/[^/?#]+)(.*)$/i.exec(uri) ?? []
  return { origin: origin.toLowerCase(), ...splitPath(rest) }
}

export function splitPath(text: string) {
  const mark = text.indexOf('?')
  const path = mark === -1 ? text : text.slice(0, mark)
  return { path: path === '' ? '/' : path, query: mark === -1 ? '' : text.slice(mark + 1) }
}
