const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENOENT',
])

// Query cancelled, lock not available, too many connections, shutting down, starting up.
const postgresCodes = new Set(['57014', '55P03', '53300', '57P01', '57P02', '57P03'])

const driverMessages =
  /^(timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error)/

/** Whether the database could not be asked, or took too long; asking again later may help. */
export function isDatabaseUnavailable(error: Error & { code?: unknown }): boolean {
  const code = typeof error.code === 'string' ? error.code : ''
  return (
    networkCodes.has(code) ||
    postgresCodes.has(code) ||
    code.startsWith('08') ||
    driverMessages.test(error.message)
  )
}
