import assert from 'node:assert/strict'
import type { GuardCase } from './guard-case.ts'
import { mustCommit, type Behaviour } from './given.ts'
import * as make from './records.ts'
import type { NodeRecord, NodeWrite } from '../nodes.ts'
import type { Write } from '../storage.ts'

let lastPlace = 2 ** 40 - 1

function aNode(overrides: Partial<NodeRecord> = {}): NodeRecord {
  lastPlace -= 1
  return { place: lastPlace, host: '10.0.0.5', port: 9470, expiresAt: make.after(60), ...overrides }
}

function announce(node: NodeRecord): Write {
  return { write: 'announceNode', node }
}

export const nodeWrites: Readonly<Record<NodeWrite['write'], Behaviour>> = {
  async announceNode({ storage }) {
    const node = aNode()
    const later = { ...node, expiresAt: make.after(70) }
    assert.equal(await storage.nodes.find(node.place), undefined)
    await mustCommit(storage, announce(node))
    assert.deepEqual(await storage.nodes.find(node.place), node)
    await mustCommit(storage, announce(later), announce(aNode()))
    assert.deepEqual(await storage.nodes.find(node.place), later)
    await storage.deleteExpired(make.after(69))
    assert.deepEqual(await storage.nodes.find(node.place), later)
    await storage.deleteExpired(make.after(70))
    assert.equal(await storage.nodes.find(node.place), undefined)
    // The store was away for longer than it lives.
    await mustCommit(storage, announce(later))
    assert.deepEqual(await storage.nodes.find(node.place), later)
  },

  async withdrawNode({ storage }) {
    const [node, other] = [aNode(), aNode()]
    await mustCommit(storage, announce(node), announce(other), { write: 'withdrawNode', place: node.place })
    assert.equal(await storage.nodes.find(node.place), undefined)
    assert.deepEqual(await storage.nodes.find(other.place), other)
    await mustCommit(storage, { write: 'withdrawNode', place: node.place })
  },
}

export const nodeGuards: Readonly<Record<'node-place-free', Readonly<Record<string, GuardCase>>>> = {
  'node-place-free': {
    'the place of another host': () => {
      const node = aNode()
      return { given: [announce(node)], fails: announce({ ...node, host: '10.0.0.6' }) }
    },
    'the place of another port': () => {
      const node = aNode()
      return { given: [announce(node)], fails: announce({ ...node, port: 9471 }) }
    },
  },
}
