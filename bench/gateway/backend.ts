import { createServer } from 'node:net'

/** A backend that does next to nothing: no parser, one answer for each head, so that what is measured waits for no one. */
const body = '{"ok":true}'
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
)
const headEnd = '\r\n\r\n'

createServer((socket) => {
  let rest = ''
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    const heads = (rest + chunk.toString('latin1')).split(headEnd)
    rest = heads.pop() ?? ''
    for (const _ of heads) socket.write(answer)
  })
}).listen(Number(process.argv[2]), '127.0.0.1')
