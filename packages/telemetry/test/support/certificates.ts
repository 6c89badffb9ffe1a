import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'

/** Certificates of a private authority for 127.0.0.1 and a client, as files. */
export async function createCertificates() {
  const options = { keyType: 'ec', algorithm: 'sha256' } as const
  const name = (value: string) => [{ name: 'commonName', value }]
  const authority = await generate(name('Private CA'), {
    ...options,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  })
  const ca = { key: authority.private, cert: authority.cert }
  const server = await generate(name('server'), {
    ...options,
    ca,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  })
  const client = await generate(name('client'), { ...options, ca })
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'))
  const file = (fileName: string, content: string) => {
    const path = join(folder, fileName)
    writeFileSync(path, content)
    return path
  }
  return {
    server: { key: server.private, cert: server.cert, ca: authority.cert },
    files: {
      ca: file('ca.pem', authority.cert),
      cert: file('client.pem', client.cert),
      key: file('client-key.pem', client.private),
      otherKey: file('server-key.pem', server.private),
      text: file('text.pem', 'no certificate'),
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}
