import type { Meter } from '@opentelemetry/api'
import type { DropReason } from '../../delivery/ledger.ts'
import type { Signal } from '../signal.ts'

/** Each exists from the start: the increase of a series that begins with its first drop would be 0. */
const dropReasons = Object.keys({
  queue_full: true,
  rejected: true,
  too_large: true,
  invalid: true,
  out_of_window: true,
  rate_limit: true,
  shutdown: true,
} satisfies Record<DropReason, true>) as DropReason[]

/** Exports the delivery counters of every signal, so that drops can trigger an alarm. */
export function observeDelivery(meter: Meter, signals: readonly Signal[]): void {
  const unit = '{entry}'
  const accepted = meter.createObservableCounter('telemetry.delivery.accepted', {
    description: 'Entries that the application passed to a signal.',
    unit,
  })
  const sent = meter.createObservableCounter('telemetry.delivery.sent', {
    description: 'Entries that the backend acknowledged.',
    unit,
  })
  const dropped = meter.createObservableCounter('telemetry.delivery.dropped', {
    description: 'Entries that were not delivered, by reason.',
    unit,
  })
  const queued = meter.createObservableUpDownCounter('telemetry.delivery.queued', {
    description: 'Entries that are neither sent nor dropped yet.',
    unit,
  })
  meter.addBatchObservableCallback(
    (result) => {
      for (const { name, ledger, destination } of signals) {
        if (destination.startsWith('off: ')) continue
        const counters = ledger()
        const attributes = { 'telemetry.signal': name }
        result.observe(accepted, counters.accepted, attributes)
        result.observe(sent, counters.sent, attributes)
        result.observe(queued, counters.queued, attributes)
        for (const reason of dropReasons) {
          const count = counters.dropped[reason] ?? 0
          result.observe(dropped, count, { ...attributes, 'telemetry.drop_reason': reason })
        }
      }
    },
    [accepted, sent, dropped, queued],
  )
}
