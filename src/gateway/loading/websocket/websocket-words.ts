import { eventVariables } from '../../websocket/event-variables.ts'
import type { MappingWords } from '../rest/rest-parameter-mapping.ts'

/** How WebSocket APIs spell what is mapped. */
export const webSocketWords: MappingWords = { request: 'route.request', variables: eventVariables }
