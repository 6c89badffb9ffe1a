import { createHash, createHmac } from 'node:crypto'
import type { ReceivedRequest } from '../../support/fault-server.ts'

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex')
const hmac = (key: Buffer | string, data: string) => createHmac('sha256', key).update(data).digest()

export interface Signed {
  readonly accessKeyId: string
  readonly region: string
  readonly service: string
}

const pattern =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/

/**
 * Recomputes the signature of a request as AWS describes Signature Version 4.
 *
 * @throws when the request was not signed with this secret or was modified.
 */
export function verifySignature(request: ReceivedRequest, secretAccessKey: string): Signed {
  const { method, path, headers, rawBody } = request
  const match = pattern.exec(String(headers.authorization))
  if (!match) throw new Error(`not signed: ${headers.authorization}`)
  const [, accessKeyId = '', date = '', region = '', service = '', names = '', signature] = match
  const url = new URL(path, 'http://any')
  const canonicalRequest = [
    method,
    url.pathname,
    url.searchParams.toString(),
    ...names.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    names,
    sha256(rawBody),
  ].join('\n')
  const amazonDate = String(headers['x-amz-date'])
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    amazonDate,
    `${date}/${region}/${service}/aws4_request`,
    sha256(canonicalRequest),
  ].join('\n')
  const key = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secretAccessKey}`, date))
  const expected = hmac(key, stringToSign).toString('hex')
  if (signature !== expected) throw new Error('the signature does not match')
  const ageMillis =
    Date.now() - Date.parse(amazonDate.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'))
  if (!(Math.abs(ageMillis) < 300_000)) throw new Error(`signed at ${amazonDate}`)
  for (const name of ['host', 'content-type', 'x-amz-date', 'x-amz-content-sha256']) {
    if (!names.split(';').includes(name)) throw new Error(`${name} is not signed`)
  }
  return { accessKeyId, region, service }
}
