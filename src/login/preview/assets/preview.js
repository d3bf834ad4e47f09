// The preview: what is chosen shows at once, and what is changed on disk or in the pool too.
const form = document.querySelector('form')
form.addEventListener('change', () => form.requestSubmit())

const { query, version } = document.body.dataset
async function look() {
  const answer = await fetch(`/_sallyport/preview/version?${query}`).catch(() => undefined)
  const now = answer?.ok ? await answer.text() : version
  if (now !== version) location.reload()
  setTimeout(look, 1000)
}
setTimeout(look, 1000)
