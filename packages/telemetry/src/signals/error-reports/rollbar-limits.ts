/** Maximum lengths of an item's fields; https://docs.rollbar.com/reference/create-item */
export const rollbarLimits = {
  codeVersion: 40,
  context: 255,
  email: 255,
  environment: 255,
  personId: 40,
  username: 255,
} as const
