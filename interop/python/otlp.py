"""Sends a trace through home-activities, a log record and a metric with the defaults of the distro."""

import logging
import sys
import urllib.request

from opentelemetry import metrics, propagate, trace

tracer = trace.get_tracer("interop.python")
counter = metrics.get_meter("interop.python").create_counter("interop.orders", unit="{order}")

with tracer.start_as_current_span("place order") as span:
    span.set_attribute("order.items", 3)
    span.add_event("order.checked", {"ok": True})
    counter.add(2, {"channel": "python"})
    logging.getLogger("shop").warning("order placed by Ünïcödé")
    headers: dict[str, str] = {}
    propagate.inject(headers)
    with urllib.request.urlopen(urllib.request.Request(sys.argv[1], headers=headers)) as response:
        response.read()
    try:
        raise ValueError("no such item")
    except ValueError as error:
        span.record_exception(error)

print(format(span.get_span_context().trace_id, "032x"))
