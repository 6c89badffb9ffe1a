import { Duration } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { ServiceMetrics } from './service-metrics.ts'

/** Alarms for failures that clients notice, for missing tasks, and for telemetry that does not arrive. */
export function addAlarms(scope: Construct, metrics: ServiceMetrics, topic: ITopic): void {
  const { name } = metrics
  const alarm = (
    what: string,
    metric: IMetric,
    threshold: number,
    alarmDescription: string,
    minutes = 3,
  ) => {
    new Alarm(scope, `${name}-${what}-alarm`, {
      metric,
      threshold,
      alarmDescription,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 5,
      datapointsToAlarm: minutes,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topic))
  }
  new Alarm(scope, `${name}-tasks-alarm`, {
    metric: metrics.runningTasks,
    threshold: 1,
    alarmDescription: `${name}: no running task`,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 3,
    // Container Insights reports nothing for a service without tasks.
    treatMissingData: TreatMissingData.BREACHING,
  }).addAlarmAction(new SnsAction(topic))
  alarm('errors', metrics.errorPercent, 1, `${name}: more than 1 % of requests have status 5xx`)
  alarm('latency', metrics.p99Millis, 1_000, `${name}: p99 above 1 s`)
  alarm('outage', metrics.telemetryOutage, 0, `${name}: a telemetry backend fails`)
  // One line is enough: the data is lost.
  alarm('loss', metrics.telemetryLoss, 0, `${name}: telemetry is dropped; see its ledger`, 1)
}

/** Alarms when the services write no log lines, for example because all credentials are invalid. */
export function addSilenceAlarm(scope: Construct, logGroup: ILogGroup, topic: ITopic): void {
  new Alarm(scope, 'silence-alarm', {
    metric: new Metric({
      namespace: 'AWS/Logs',
      metricName: 'IncomingLogEvents',
      dimensionsMap: { LogGroupName: logGroup.logGroupName },
      statistic: 'Sum',
      period: Duration.minutes(5),
    }),
    threshold: 1,
    alarmDescription: 'no service has sent a log line for 15 minutes',
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 3,
    treatMissingData: TreatMissingData.BREACHING,
  }).addAlarmAction(new SnsAction(topic))
}
