import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ConfigurationError, matching } from '@cruddur/environment'

/** Contents of PEM files. */
export interface Tls {
  /** Trusted instead of the certificate authorities of Node.js. */
  readonly ca?: Buffer
  readonly cert?: Buffer
  readonly key?: Buffer
}

const pemFile = (description: string) => matching(/./, 'the path of a PEM file', { description })

/** Names without the prefix of all OTLP exporters or of one signal. @param noun such as `spans` */
export const tlsVariables = (noun: string) => ({
  CERTIFICATE: pemFile(`Certificate authorities to trust for ${noun} instead of those of Node.js`),
  CLIENT_CERTIFICATE: pemFile(`Client certificate for ${noun}`),
  CLIENT_KEY: pemFile(`Private key of the client certificate for ${noun}`),
})

/** A variable and its value, the path of a file. */
interface FileVariable {
  readonly name: string
  readonly path: string | undefined
}

/**
 * Reads the files once, at the start.
 *
 * @throws ConfigurationError for a file that is not readable PEM, or a client certificate without its key
 */
export function readTls(files: Readonly<Record<keyof Tls, FileVariable>>): Tls | undefined {
  const ca = files.ca.path
    ? read(files.ca, 'the path of a file with PEM certificates', parseCertificate).pem
    : undefined
  if (!files.cert.path && !files.key.path) return ca && { ca }
  const cert = read(
    files.cert,
    `the path of the PEM certificate of ${files.key.name}`,
    parseCertificate,
  )
  const allowed = `the path of the unencrypted PEM key of ${files.cert.name}`
  const key = read(files.key, allowed, (pem) => keyOf(cert.parsed, pem))
  return { ...(ca && { ca }), cert: cert.pem, key: key.pem }
}

const parseCertificate = (pem: Buffer) => new X509Certificate(pem)

function keyOf(certificate: X509Certificate, pem: Buffer): KeyObject {
  const key = createPrivateKey(pem)
  if (!certificate.checkPrivateKey(key)) throw new Error('key of another certificate')
  return key
}

function read<T>({ name, path }: FileVariable, allowed: string, parse: (pem: Buffer) => T) {
  try {
    const pem = readFileSync(path ?? '')
    return { pem, parsed: parse(pem) }
  } catch {
    const value = path === undefined ? {} : { value: JSON.stringify(path) }
    throw new ConfigurationError([{ name, allowed, ...value }])
  }
}
