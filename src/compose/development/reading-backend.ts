import { handleReading } from '../../../examples/notes/service/reading-service.ts'
import { createHttpServer } from '../../server/listening/create-http-server.ts'

/** The small HTTP service behind the reference system's HTTP API, on a free port of this machine. */
export async function openReadingService(): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createHttpServer((request, response) => {
    handleReading(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections()
      return new Promise((resolve) => void server.close(() => resolve()))
    },
  }
}
