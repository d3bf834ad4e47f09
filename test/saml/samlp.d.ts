/** What the tests use of it: middleware in the manner of Express. */
declare module 'samlp' {
  type Middleware = (request: object, response: object, next: (error: unknown) => void) => void
  const samlp: {
    auth(options: object): Middleware
    logout(options: object): Middleware
    metadata(options: object): Middleware
    sendError(options: object): Middleware
  }
  export default samlp
}
