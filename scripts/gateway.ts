// Serves all services at one URL: node scripts/gateway.ts [port]. Default: 4567, as the Flask backend.
import { createGateway } from './create-gateway.ts'
import { localStack } from './dev/local-stack.ts'
import { serviceOfPath } from './services.ts'

const port = Number(process.argv[2] ?? 4567)
const stack = localStack(process.env)
const urlOf = (path: string) => stack.find(({ name }) => name === serviceOfPath(path)?.name)?.url

createGateway(urlOf)
  .on('error', (error) => {
    process.stderr.write(`gateway: ${error.message}\n`)
    process.exit(1)
  })
  .listen(port, '127.0.0.1', () => {
    process.stdout.write(`gateway: http://localhost:${port}\n`)
  })
