// Runs the service by itself: PORT and HOST, or 9081 on this machine only.
import { createServer } from 'node:http'

import { handleReading } from './reading-service.ts'

const { PORT = '9081', HOST = '127.0.0.1' } = process.env
const server = createServer((request, response) => {
  handleReading(request, response).catch(() => response.destroy())
})
server.listen(Number(PORT), HOST, () => process.stdout.write(`The reading service listens on http://${HOST}:${PORT}\n`))
