type Child = Node | string | undefined | false

/** Makes an element; a listener is given as `onclick` and the like, an absent attribute as undefined or false. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') made.addEventListener(key.slice(2), value)
    else made.setAttribute(key, value === true ? '' : String(value))
  }
  made.append(...children.filter((child) => child !== undefined && child !== false))
  return made
}

/** An element that the page's HTML has. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`The page has no #${id}`)
  return found
}

/** Replaces what a view shows, names it in the title and moves the focus to its heading. */
export function show(place: HTMLElement, title: string, ...children: readonly Child[]): void {
  const heading = element('h1', { tabindex: -1 }, title)
  place.replaceChildren(heading, ...children.filter((child) => child !== undefined && child !== false))
  document.title = `${title} – Notes`
  heading.focus({ preventScroll: true })
}
