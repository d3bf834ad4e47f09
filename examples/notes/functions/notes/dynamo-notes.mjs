// Runs on Lambda, whose Node.js runtime ships the SDK: nothing needs installing.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  paginateScan,
} from '@aws-sdk/lib-dynamodb'

export function openDynamoNotes(TableName) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  return {
    list: async (owner) => {
      const query = {
        TableName,
        KeyConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': owner },
      }
      const found = []
      for await (const page of paginateQuery({ client }, query)) found.push(...(page.Items ?? []))
      return found.map(withoutOwner).toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
    },
    find: async (owner, id) => {
      const { Item } = await client.send(new GetCommand({ TableName, Key: { owner, id }, ConsistentRead: true }))
      return Item === undefined ? undefined : withoutOwner(Item)
    },
    put: async (owner, note) => void (await client.send(new PutCommand({ TableName, Item: { owner, ...note } }))),
    delete: async (owner, id) => void (await client.send(new DeleteCommand({ TableName, Key: { owner, id } }))),
    count: async () => {
      const people = new Set()
      let notes = 0
      const scan = { TableName, ProjectionExpression: '#owner', ExpressionAttributeNames: { '#owner': 'owner' } }
      for await (const page of paginateScan({ client }, scan)) {
        for (const item of page.Items ?? []) people.add(item.owner)
        notes += page.Items?.length ?? 0
      }
      return { notes, people: people.size }
    },
  }
}

function withoutOwner({ id, text, createdAt, updatedAt }) {
  return { id, text, createdAt, updatedAt }
}
