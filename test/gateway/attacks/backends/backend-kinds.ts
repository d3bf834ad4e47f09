import type { BackendKind } from './attacked-backend.ts'
import { nginxBackend } from './nginx-backend.ts'
import { nodeBackend } from './node-backend.ts'
import { rawBackend } from './raw-backend.ts'
import { wsgiBackend } from './wsgi-backend.ts'

export const backendKinds: readonly BackendKind[] = [nodeBackend, nginxBackend, wsgiBackend, rawBackend]
