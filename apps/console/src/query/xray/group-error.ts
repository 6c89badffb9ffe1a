/** A group that is not there, or a change to one that X-Ray would refuse. */
export class GroupError extends Error {
  override readonly name = 'GroupError'
  readonly code = 'CON_XRAY_GROUP'
}
