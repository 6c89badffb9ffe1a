/**
 * Preload for `node --import @cruddur/telemetry/register`, or for `--require`: reads the environment, starts all
 * signals and sets the handle that the plugin uses. An invalid variable ends the process with exit
 * code 1.
 */
import nodeModule from 'node:module'
import { fileURLToPath } from 'node:url'

const oldest = 24
if (Number.parseInt(process.versions.node, 10) < oldest) {
  const { version } = process
  process.stderr.write(
    `telemetry is not started: it requires Node.js ${oldest} or newer (got ${version})\n`,
  )
  process.exit(1)
}

// The cache is inside the installation, because other users can write to a shared temporary folder.
// Where it is not writable, for example in an image, Node runs without it.
nodeModule.enableCompileCache(
  fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)),
)

// A static import would run before the line above; `require` cannot load a module with a top-level await.
nodeModule.createRequire(import.meta.url)('#start-process')
