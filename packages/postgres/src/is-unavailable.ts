const networkCodes = new Set([
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/** Codes of Node's TLS; a certificate can be replaced while the service runs. */
const tlsCodes = /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_)/

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const postgresClasses = new Set([
  '08', // connection exception
  '28', // invalid authorization: the password is being changed
  '53', // insufficient resources: disk, memory, connections
  '58', // system error
])
const postgresCodes = new Set([
  '25006', // read-only transaction: failover
  '3D000', // database does not exist: restore
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // lock not available
  '57014', // query canceled
  '57P01', // admin shutdown
  '57P02', // crash shutdown
  '57P03', // cannot connect now
  '57P04', // database dropped
  '57P05', // idle session timeout
])

/** Errors that `pg` reports without a code. */
const driverMessages =
  /^(timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error|Client was closed|The server does not support SSL)/

/** Whether the database is unavailable or too slow, so that a later retry may succeed. */
export function isDatabaseUnavailable(error: Error & { code?: unknown }): boolean {
  const code = typeof error.code === 'string' ? error.code : ''
  const isPostgres = /^[0-9A-Z]{5}$/.test(code)
  return (
    networkCodes.has(code) ||
    tlsCodes.test(code) ||
    (isPostgres && (postgresCodes.has(code) || postgresClasses.has(code.slice(0, 2)))) ||
    driverMessages.test(error.message)
  )
}
