// Runs several test files in this one process: the modules that they share are loaded once. Arguments: the files.
import { resolve } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

for (const file of process.argv.slice(2)) await import(pathToFileURL(resolve(file)).href)
