/**
 * `createServer` of node:http. An import would read every export of that module, `WebSocket` too, which loads Node's
 * fetch: 15 MB and a tenth of the time to start.
 */
export const createHttpServer = process.getBuiltinModule('node:http').createServer
