import {
  largestImportFile,
  receiveImportFile,
  type ImportFileOutcome,
} from '../flows/user-import/receive-import-file.ts'
import type { Ports } from '../ports/ports.ts'
import type { Handler } from './exchange.ts'

const answers: Readonly<Record<ImportFileOutcome | 'bad-method', readonly [number, string]>> = {
  received: [200, ''],
  denied: [403, 'AccessDenied'],
  'too-large': [400, 'EntityTooLarge'],
  'bad-digest': [400, 'BadDigest'],
  'bad-method': [405, 'MethodNotAllowed'],
}

/** Takes the file of an import job, as S3 takes it behind the URL that Cognito gives out. */
export function importUploadHandler(
  ports: Pick<Ports, 'clock' | 'random' | 'sealing' | 'storage'>,
): Handler<'importUpload'> {
  return async function handleImportUpload({ request, response }, { poolId, jobId, url }) {
    const query = new URLSearchParams(url.split('?')[1] ?? '')
    const claim = { poolId, jobId, expires: query.get('expires') ?? '', signature: query.get('signature') ?? '' }
    const answer = (outcome: keyof typeof answers): void => {
      const [status, code] = answers[outcome]
      // What is still on its way would be taken for the next request.
      if (outcome !== 'received') response.setHeader('connection', 'close')
      response.writeHead(status, { 'content-type': 'application/xml', 'cache-control': 'no-store' })
      response.end(code === '' ? '' : `<Error><Code>${code}</Code></Error>`)
    }
    if (request.method !== 'PUT') return answer('bad-method')
    if (Number(request.headers['content-length'] ?? 0) > largestImportFile) return answer('too-large')
    const encryption = request.headers['x-amz-server-side-encryption']
    if (encryption !== undefined && encryption !== 'aws:kms') return answer('denied')
    const digest = request.headers['content-md5']
    const md5 = typeof digest === 'string' ? digest : undefined
    try {
      const bytes = request.iterator({ destroyOnReturn: false })
      answer(await receiveImportFile(ports, { claim, md5, bytes: bytesOf(bytes) }))
    } catch (cause) {
      // The client went away: there is nobody to answer.
      if (!request.destroyed) throw cause
    }
  }
}

async function* bytesOf(chunks: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a body is bytes')
    yield chunk
  }
}
