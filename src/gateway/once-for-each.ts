/** What is made of an immutable part of a definition, made once and for as long as that part is in use. */
export function onceForEach<Part extends object, Made>(make: (part: Part) => Made): (part: Part) => Made {
  const known = new WeakMap<Part, { readonly made: Made }>()
  return (part) => {
    const before = known.get(part)
    if (before !== undefined) return before.made
    const made = make(part)
    known.set(part, { made })
    return made
  }
}
