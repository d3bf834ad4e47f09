export type PathSegment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string }

/** The segments of a route's path: `/notes/{id}`, `/files/{path+}`. */
export function parseRoutePath(path: string): readonly PathSegment[] {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => {
      const [, name, plus] = /^\{([\w.:$-]+)(\+?)\}$/.exec(segment) ?? []
      if (name === undefined) return { kind: 'literal', text: segment }
      return { kind: plus === '+' ? 'greedy' : 'parameter', name }
    })
}

export function parameterNames(path: string): readonly string[] {
  return parseRoutePath(path).flatMap((segment) => (segment.kind === 'literal' ? [] : [segment.name]))
}
