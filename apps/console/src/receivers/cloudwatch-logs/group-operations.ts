import { AwsError } from './aws-error.ts'
import { GroupName, type Input, integerFrom, optional, required, StreamName } from './input.ts'
import type { LogGroups } from './log-groups.ts'

/** The retention periods that the service accepts, in days. */
const retentionDays = new Set([
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827],
  ...[2_192, 2_557, 2_922, 3_288, 3_653],
])

/** Operations that create, change and delete groups and streams; their responses are empty. */
export function createGroupOperations(groups: LogGroups) {
  const group = (input: Input) => required(input, 'logGroupName', GroupName)
  const stream = (input: Input) => required(input, 'logStreamName', StreamName)
  const empty = (done: Promise<void>) => done.then(() => undefined)

  return {
    createLogGroup: (input: Input) => empty(groups.createGroup(group(input))),
    createLogStream: (input: Input) => empty(groups.createStream(group(input), stream(input))),
    deleteLogGroup: (input: Input) => empty(groups.deleteGroup(checked(group(input)))),
    deleteLogStream: (input: Input) => empty(groups.deleteStream(group(input), stream(input))),
    deleteRetentionPolicy: (input: Input) => empty(groups.setRetention(group(input), 0)),
    putRetentionPolicy(input: Input) {
      const days = optional(input, 'retentionInDays', integerFrom(1, 3_653)) ?? 0
      if (!retentionDays.has(days))
        throw new AwsError(
          'InvalidParameterException',
          `retentionInDays must be one of ${[...retentionDays].join(', ')}`,
        )
      return empty(groups.setRetention(group(input), days))
    },
  }

  function checked(name: string): string {
    return groups.group(name).name
  }
}
