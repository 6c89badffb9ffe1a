import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Everything imported after this is compiled once, and read from disk at the next start. In a folder
// of the installation: nobody else can plant code there, as in a common temporary one. Where it cannot
// be written, as in an image, Node goes on without.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)))
