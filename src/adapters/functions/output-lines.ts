import type { Readable } from 'node:stream'

const longestLine = 8_192

/** Hands over the lines of a process's output; an endless line is cut, so that it cannot fill the memory. */
export function onOutputLine(stream: Readable, take: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = (lines.pop() ?? '').slice(0, longestLine)
    for (const line of lines) if (line !== '') take(line.slice(0, longestLine))
  })
  stream.on('end', () => {
    if (rest !== '') take(rest)
  })
}
