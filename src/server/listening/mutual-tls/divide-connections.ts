import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { connectionLimits } from '../../limits.ts'
import { readClientHello } from './client-hello.ts'

export interface Division {
  readonly main: Server
  readonly mutual: Server
  /** Whether connections for this name are the other server's. */
  readonly isMutual: (name: string) => boolean
  /** Whether there is any such name: without one no connection is looked at. */
  readonly isNeeded: () => boolean
}

/** Hands each connection of the main server on by the name that it asks for, before TLS begins. */
export function divideConnections({ isMutual, isNeeded, main, mutual }: Division): void {
  const accept = main.listeners('connection')
  main.removeAllListeners('connection')
  main.on('connection', (socket: Socket) => {
    if (isNeeded()) divide(socket)
    else take(socket)
  })

  function take(socket: Socket) {
    for (const listener of accept) Reflect.apply(listener, main, [socket])
  }

  function divide(socket: Socket) {
    let received = Buffer.alloc(0)
    const drop = () => socket.destroy()
    const timer = setTimeout(drop, connectionLimits.handshakeMilliseconds)
    const read = () => {
      for (let chunk: unknown = socket.read(); Buffer.isBuffer(chunk); chunk = socket.read()) {
        received = Buffer.concat([received, chunk])
      }
      const hello = readClientHello(received)
      if (hello.kind === 'open') return
      stop()
      socket.unshift(received)
      if (hello.kind === 'named' && isMutual(hello.name)) mutual.emit('connection', socket)
      else take(socket)
    }
    const stop = () => {
      clearTimeout(timer)
      socket.off('readable', read).off('error', drop).off('end', drop).off('close', stop)
    }
    socket.on('readable', read).on('error', drop).on('end', drop).on('close', stop)
  }
}
