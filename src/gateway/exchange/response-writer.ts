import type { HeaderList } from '../../http/header-list.ts'

/** Whether whoever asked still waits. */
export type ClientSide = Pick<ResponseWriter, 'isClientGone' | 'onClientGone'>

/** How a streaming integration answers; the pipeline adds request ids and CORS to the head. */
export interface ResponseWriter {
  readonly writeHead: (status: number, headers: HeaderList) => void
  /** False when the client is slower than the backend: wait for `onDrain`. */
  readonly write: (chunk: Uint8Array) => boolean
  readonly end: () => void
  /** Cuts the connection: the only honest end of a body that breaks off. */
  readonly destroy: () => void
  readonly isHeadWritten: () => boolean
  readonly onDrain: (listener: () => void) => void
  readonly isClientGone: () => boolean
  /** Called when the client goes away before the end; not for one that is gone already. */
  readonly onClientGone: (listener: () => void) => void
}

/** Does all as another does; for writers that change a part of it. */
export function sameAs(writer: ResponseWriter): ResponseWriter {
  return {
    writeHead: (status, headers) => writer.writeHead(status, headers),
    write: (chunk) => writer.write(chunk),
    end: () => writer.end(),
    destroy: () => writer.destroy(),
    isHeadWritten: () => writer.isHeadWritten(),
    isClientGone: () => writer.isClientGone(),
    onDrain: (listener) => writer.onDrain(listener),
    onClientGone: (listener) => writer.onClientGone(listener),
  }
}
