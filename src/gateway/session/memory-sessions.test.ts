import { memorySessions } from '../../../test/gateway/memory-sessions.ts'
import { gatewaySessionStoreConformance } from '../../ports/gateway-sessions-conformance.ts'

gatewaySessionStoreConformance('memory', async () => memorySessions())
