// Writes lines through winston-cloudwatch, which creates the log group and stream, and flushes them.
const winston = require('winston')
const WinstonCloudWatch = require('winston-cloudwatch')

const transport = new WinstonCloudWatch({
  logGroupName: 'shop',
  logStreamName: 'winston',
  jsonMessage: true,
  errorHandler: (error) => process.stderr.write(`${error.stack}\n`),
})
const logger = winston.createLogger({ level: 'debug', transports: [transport] })
for (let number = 0; number < 120; number++) logger.info('order placed', { number })
logger.error('no such item', { trace_id: '0af7651916cd43dd8448eb211c80319c' })

transport.kthxbye((error) => {
  if (error) throw error
  process.stdout.write('delivered\n')
})
