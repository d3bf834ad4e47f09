import * as v from 'valibot'
import type { SettingFacts } from './setting-facts.ts'
import { address } from './setting-forms.ts'

/** How nodes of one database reach each other. */
export const nodeSettings = {
  nodeAddress: v.pipe(
    v.optional(address),
    v.metadata({ value: '<host:port>', defaultText: 'none: this host alone' } satisfies SettingFacts),
    v.description(
      'Where other nodes of the same database reach this one: a call of `@connections` then finds the client of a WebSocket API at whichever node it is connected to. It listens there, for nodes only. Of several workers each takes the next port.',
    ),
  ),
  nodeListenAddress: v.pipe(
    v.optional(address),
    v.metadata({ value: '<host:port>', defaultText: 'the node address' } satisfies SettingFacts),
    v.description('Where it listens for other nodes, where that is another address of this machine: `0.0.0.0:9470`.'),
  ),
}

export type NodeSettings = v.InferOutput<v.ObjectSchema<typeof nodeSettings, undefined>>

interface NodeAndStore extends NodeSettings {
  readonly databaseUrl?: string | undefined
}

/** Nodes find each other in a database that they share. */
export function nodeProblems({ databaseUrl, nodeAddress, nodeListenAddress }: NodeAndStore): readonly string[] {
  if (nodeAddress === undefined) {
    return nodeListenAddress === undefined ? [] : ['--node-listen-address belongs to --node-address.']
  }
  const { host, port } = nodeAddress
  return [
    ...(databaseUrl === undefined ? ['--node-address needs --database-url: nodes find each other in PostgreSQL.'] : []),
    ...(/^(0\.0\.0\.0|[0:]+)$/.test(host) || port === 0
      ? ['--node-address is one that others can reach; --node-listen-address may be every address of this machine.']
      : []),
  ]
}
