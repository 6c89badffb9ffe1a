/**
 * Preload for `node --import @cruddur/telemetry/register`: reads the environment, starts all
 * signals and sets the handle that the plugin uses. An invalid variable ends the process with exit
 * code 1.
 */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// The cache is inside the installation, because other users can write to a shared temporary folder.
// Where it is not writable, for example in an image, Node runs without it.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)))

// A static import would run before the line above.
await import('./start-process.ts')
