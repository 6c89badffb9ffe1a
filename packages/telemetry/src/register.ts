/**
 * Preload for `node --import @cruddur/telemetry/register`: reads the environment, starts the four
 * signals and leaves the handle for the plugin. A wrong variable ends the process with exit code 1.
 */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// In a folder that belongs to the installation: nobody else can plant code there, as in a common
// temporary one. Where it cannot be written, as in an image, Node goes on without.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)))

// Later than the line above, which a static import would not be.
await import('./start-process.ts')
