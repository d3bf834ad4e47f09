import type { NodeSettings } from './node-settings.ts'

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
