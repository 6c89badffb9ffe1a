/** An invalid X-Ray API call, sent as `InvalidRequestException`. */
export class XrayRequestError extends Error {
  override readonly name = 'XrayRequestError'
  readonly code = 'CON_XRAY_INVALID_REQUEST'
  readonly statusCode = 400
}
