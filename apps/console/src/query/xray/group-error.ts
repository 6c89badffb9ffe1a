/** An unknown group, or a change that X-Ray rejects. */
export class GroupError extends Error {
  override readonly name = 'GroupError'
  readonly code = 'CON_XRAY_GROUP'
}
