import type { AppClient } from '../app-clients/app-client.ts'

/** Whether the client may read this attribute: a client without a list reads all. */
export function isReadable({ configuration }: AppClient, attribute: string): boolean {
  const { ReadAttributes: readable } = configuration
  return readable === undefined || readable.includes(attribute)
}
