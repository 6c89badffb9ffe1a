/**
 * Preload for `node --import @cruddur/telemetry/register`, or for `--require`: reads the environment, starts all
 * signals and sets the handle that the plugin uses. An invalid variable ends the process with exit
 * code 1.
 */
import { createRequire, enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// The cache is inside the installation, because other users can write to a shared temporary folder.
// Where it is not writable, for example in an image, Node runs without it.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)))

// A static import would run before the line above; `require` cannot load a module with a top-level await.
createRequire(import.meta.url)('#start-process')
