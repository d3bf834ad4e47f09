// Copies codes, and takes in new messages without losing the reader's place.
const interval = 2000

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-copy]')
  if (button) copy(button).catch(() => {})
})

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy)
  button.textContent = 'Copied'
  setTimeout(() => (button.textContent = 'Copy'), 1500)
}

// Frames load only when they are opened.
document.addEventListener(
  'toggle',
  (event) => {
    const frame = event.target.querySelector('iframe[data-src]')
    if (frame && event.target.open && !frame.src) frame.src = frame.dataset.src
  },
  true,
)

async function refresh() {
  if (document.hidden) return
  const answer = await fetch(location.href)
  if (!answer.ok) return
  const text = await answer.text()
  // Only this part is parsed: the page's own style and script carry a nonce of their own.
  const list = text.slice(text.indexOf('<main'), text.indexOf('</main>'))
  const fresh = new DOMParser().parseFromString(list, 'text/html').querySelector('main')
  const shown = document.querySelector('main')
  if (!fresh || fresh.dataset.version === shown.dataset.version) return
  const known = new Set([...shown.querySelectorAll('article')].map((article) => article.id))
  const added = [...fresh.querySelectorAll('article')].filter((article) => !known.has(article.id))
  // Only additions are put in, so that an opened mail stays open; anything else replaces the list.
  if (known.size > 0 && known.size + added.length === fresh.querySelectorAll('article').length) shown.prepend(...added)
  else shown.replaceChildren(...fresh.children)
  shown.dataset.version = fresh.dataset.version
}

setInterval(() => refresh().catch(() => {}), interval)
