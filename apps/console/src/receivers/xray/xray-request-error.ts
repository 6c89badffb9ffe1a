/** An X-Ray API call that breaks the service's rules; answered as `InvalidRequestException`. */
export class XrayRequestError extends Error {
  override readonly name = 'XrayRequestError'
  readonly code = 'CON_XRAY_INVALID_REQUEST'
  readonly statusCode = 400
}
