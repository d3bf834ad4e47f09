// Where the thread that writes begins.
import '../../exact-imports.ts'

await import('./commit-worker.ts')
