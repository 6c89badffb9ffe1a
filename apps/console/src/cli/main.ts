// The `traces` command. A shell asks it for completions at each tab, so its code is compiled once.
import '../compile-cache.ts'

// Later than the line above, which a static import would not be.
const { runCli } = await import('./run-cli.ts')
await runCli()
