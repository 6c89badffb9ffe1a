import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Caches compiled code for the next start. The folder is inside the installation because code in a
// shared temporary folder could be replaced by other users. Node ignores a read-only folder.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)))
