import { Type } from '../../../contract/schema.ts'
import { AwsError } from '../aws-error.ts'
import { readPattern } from '../filter-log-events.ts'
import { type Input, listOf, logGroup, optional, required, StreamName } from '../input.ts'
import type { LogGroups } from '../log-groups.ts'
import type { TailSessions } from './sessions.ts'

const maxGroups = 10
const maxStreams = 10

/** StartLiveTail: the events that PutLogEvents stores from now on, as a stream of events. */
export function createStartLiveTail(groups: LogGroups, sessions: TailSessions) {
  return function startLiveTail(input: Input) {
    const names = required(input, 'logGroupIdentifiers', listOf(Type.Unknown(), maxGroups)).map(
      (logGroupIdentifier) => groups.group(logGroup({ logGroupIdentifier })).name,
    )
    const streams = readNames(input, 'logStreamNames')
    const prefixes = readNames(input, 'logStreamNamePrefixes')
    if (streams && prefixes)
      throw new AwsError(
        'InvalidParameterException',
        'logStreamNames and logStreamNamePrefixes are mutually exclusive',
      )
    if ((streams || prefixes) && names.length > 1)
      throw new AwsError(
        'InvalidParameterException',
        'logStreamNames and logStreamNamePrefixes need a single log group',
      )
    const pattern = { filterPattern: input.logEventFilterPattern }
    return sessions.start({
      input: {
        logGroupIdentifiers: input.logGroupIdentifiers,
        logStreamNames: streams ?? [],
        logStreamNamePrefixes: prefixes ?? [],
        logEventFilterPattern: input.logEventFilterPattern ?? '',
      },
      matchesStream: (group, stream) =>
        names.includes(group) &&
        (streams?.includes(stream) ?? true) &&
        (prefixes?.some((prefix) => stream.startsWith(prefix)) ?? true),
      matchesMessage: readPattern(pattern),
    })
  }
}

const readNames = (input: Input, name: string) =>
  optional(input, name, listOf(StreamName, maxStreams))
