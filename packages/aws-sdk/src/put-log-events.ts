import { PutLogEventsCommand, type PutLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs'

/**
 * The SDK (3.1169) serializes JSON per character and copies each event for an unused logger, which takes
 * more processor time than all other work of the call. The events are therefore added to the request after it
 * is built, before it is signed.
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
