import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { rolldown } from 'rolldown'

const web = fileURLToPath(new URL('web/', import.meta.url))

/** Bundles the scripts of the web app and copies its pages, style and picture beside them. */
export async function buildWebApp(outputDirectory: string): Promise<void> {
  await mkdir(outputDirectory, { recursive: true })
  const bundle = await rolldown({
    input: { home: join(web, 'home.ts'), 'in-app': join(web, 'in-app.ts'), 'memory-only': join(web, 'memory-only.ts') },
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  })
  await bundle.write({
    dir: outputDirectory,
    format: 'esm',
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[hash].js',
  })
  await bundle.close()
  const files = (await readdir(web)).filter((name) => /\.(html|css|svg)$/.test(name))
  await Promise.all(files.map((name) => copyFile(join(web, name), join(outputDirectory, name))))
}

// As a program: `node build.ts <folder>`.
if (import.meta.main) await buildWebApp(process.argv[2] ?? 'dist')
