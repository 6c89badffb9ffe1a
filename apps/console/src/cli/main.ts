// The `traces` command. Shells run it at each Tab for completions, so its code is compiled once.
import '../compile-cache.ts'

// Later than the line above, which a static import would not be.
const { runCli } = await import('./run-cli.ts')

const { env, execArgv, execPath, stdout, stderr } = process
const [, main = '', ...args] = process.argv
// A reader such as `head` may close the pipe early.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})
const self = [execPath, ...execArgv, main]
process.exitCode = await runCli({ args, environment: env, stdout, stderr, self })
