import {
  AlarmStatusWidget,
  ConcreteWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { type MetricQueries, metricQueries } from './metric-queries.ts'
import type { ServiceMetrics } from './service-metrics.ts'
import type { Settings } from './settings.ts'

const width = 8
const height = 6

/** The alarms, requests by the metrics of the services, then the delivery of telemetry; all services in each graph. */
export function addDashboard(
  scope: Construct,
  region: string,
  settings: Settings,
  metrics: readonly ServiceMetrics[],
  alarms: readonly IAlarm[],
): void {
  const chart = (title: string, query: keyof MetricQueries) =>
    new ChartWidget(
      title,
      region,
      metrics.map(({ name }) => ({ name, query: metricQueries(name)[query] })),
    )
  const graph = (title: string, of: (service: ServiceMetrics) => IMetric) =>
    new GraphWidget({ title, left: metrics.map(of), width, height })
  new Dashboard(scope, 'Dashboard', {
    dashboardName: `cruddur-${settings.environment}`,
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 4 })],
      [
        chart('Requests per minute', 'requests'),
        chart('5xx, percent', 'errorPercent'),
        chart('P99, ms', 'p99Millis'),
      ],
      [
        chart('Event loop utilization, percent', 'eventLoopPercent'),
        chart('Telemetry dropped in 5 minutes', 'dropped'),
        graph('Failing telemetry backends', ({ telemetryOutage }) => telemetryOutage),
      ],
    ],
  })
}

interface Line {
  readonly name: string
  readonly query: string
}

/**
 * Lines of PromQL queries, one per service. The CDK (2.276) has no widget for PromQL.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
class ChartWidget extends ConcreteWidget {
  readonly #properties: object

  constructor(title: string, region: string, lines: readonly Line[]) {
    super(width, height)
    const queries = lines.map(({ name, query }, index) => ({
      ...{ id: `q${index}`, type: 'cloudwatch-metrics', language: 'PromQL' },
      ...{ query, step: 60, label: name },
    }))
    const plotOptions = {
      legend: { position: 'bottom', show: true },
      xAxis: { type: 'datetime' },
      yAxis: [{ type: 'linear' }],
    }
    this.#properties = { title, view: 'line', region, data: { queries }, plotOptions }
  }

  // biome-ignore lint/suspicious/noExplicitAny: the type of the CDK
  override toJson(): any[] {
    const { x, y } = this
    return [{ type: 'chart', width, height, x, y, properties: this.#properties }]
  }
}
