// Runs before anything else on the in-app page. With the browser's storage closed, no library can leave a token in it:
// Amplify finds none and keeps what it has in memory.
for (const name of ['localStorage', 'sessionStorage']) {
  Object.defineProperty(window, name, {
    configurable: false,
    get: () => {
      throw new DOMException('This page keeps nothing in the browser.', 'SecurityError')
    },
  })
}
