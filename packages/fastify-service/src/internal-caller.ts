import { BlockList, isIPv4 } from 'node:net'
import type { FastifyRequest } from 'fastify'

/** Header by which a service identifies itself to another service on the same network. */
export const internalCallerHeader = 'x-internal-caller'

const privateNetworks = new BlockList()
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  privateNetworks.addSubnet(network, prefix, 'ipv4')
privateNetworks.addAddress('::1', 'ipv6')
privateNetworks.addSubnet('fc00::', 7, 'ipv6')
privateNetworks.addSubnet('fe80::', 10, 'ipv6')

/**
 * Whether another service sent the request: it has the header, comes directly from a private address
 * and passed no proxy. A proxy adds `X-Forwarded-For`, so its clients cannot pose as a service.
 */
export function isInternalCaller(request: FastifyRequest): boolean {
  const { headers, socket } = request
  if (headers[internalCallerHeader] === undefined) return false
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  return privateNetworks.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}
