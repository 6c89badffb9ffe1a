// Writes log lines of every level through pino-opentelemetry-transport.
const pino = require('pino')

const transport = pino.transport({ target: 'pino-opentelemetry-transport' })
const logger = pino({ level: 'trace' }, transport)

transport.on('ready', () => {
  const trace = {
    trace_id: '0af7651916cd43dd8448eb211c80319c',
    span_id: 'b7ad6b7169203331',
    trace_flags: '01',
  }
  for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
    logger[level]({ ...trace, order: { items: 3 } }, `${level} line`)
  logger.error(new Error('no such item'))
  transport.end()
})
