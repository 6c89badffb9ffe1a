import { PutLogEventsCommand, type PutLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs'

/**
 * The SDK (3.1169) writes JSON by the character, and copies each event once more for a logger that is
 * not there: that took more processor time than all the rest of a call. So the events pass it by, and
 * join the request once it is built, before it is signed.
 */
export function putLogEvents(
  input: Omit<PutLogEventsCommandInput, 'logEvents'>,
  body: Uint8Array,
): PutLogEventsCommand {
  const command = new PutLogEventsCommand({ ...input, logEvents: [] })
  command.middlewareStack.add(
    (next) => (args) => {
      Object.assign(args.request as object, { body })
      return next(args)
    },
    { step: 'build', priority: 'high', name: 'eventsIntoBody' },
  )
  return command
}
