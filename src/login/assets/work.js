// Loaded by pages whose form asks for work: a number whose hash begins with so many zero bits, looked for while somebody types.
async function workFor({ value, dataset }, from = 0) {
  const texts = Array.from({ length: 512 }, (_, index) => new TextEncoder().encode(`${value}.${from + index}`))
  const hashes = await Promise.all(texts.map((bytes) => crypto.subtle.digest('SHA-256', bytes)))
  const found = hashes.findIndex((hash) => Math.clz32(new DataView(hash).getUint32(0)) >= Number(dataset.bits))
  return found < 0 ? workFor({ value, dataset }, from + texts.length) : String(from + found)
}

for (const work of document.querySelectorAll('[data-bits]')) {
  const { form } = work
  const done = form.elements.workDone
  let doing
  const begin = async () => {
    doing ??= workFor(work)
    done.value = await doing
  }
  const send = async (button) => {
    await begin()
    // Not before the event that was held back is over: until then a form sends nothing.
    setTimeout(() => form.requestSubmit(button))
  }
  form.addEventListener('input', begin, { once: true })
  form.addEventListener('submit', (event) => {
    if (done.value) return
    event.preventDefault()
    void send(event.submitter)
  })
}
