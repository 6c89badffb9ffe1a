// An Express app with OpenTelemetry's automatic instrumentation. It requests `/` of itself and ends.
const { once } = require('node:events')
const express = require('express')
const pino = require('pino')

const logger = pino()
const app = express()
app.get('/', async (_request, response) => {
  logger.warn({ items: 3 }, 'order placed')
  const timeline = await fetch(process.argv[2])
  response.json({ activities: (await timeline.json()).length })
})
app.get('/failure', () => {
  throw new Error('no such item')
})

async function main() {
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${server.address().port}`
  for (const path of ['/', '/failure']) await (await fetch(url + path)).text()
  server.closeAllConnections()
  server.close()
  // The instrumentation flushes on SIGTERM.
  process.kill(process.pid, 'SIGTERM')
}

main()
