// Sends a trace through home-activities, a log record and a metric with the default gRPC exporters.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploggrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetricgrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	otellog "go.opentelemetry.io/otel/log"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/propagation"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

func main() {
	if err := run(context.Background(), os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, url string) error {
	traceExporter, err := otlptracegrpc.New(ctx)
	if err != nil {
		return err
	}
	metricExporter, err := otlpmetricgrpc.New(ctx)
	if err != nil {
		return err
	}
	logExporter, err := otlploggrpc.New(ctx)
	if err != nil {
		return err
	}
	traces := sdktrace.NewTracerProvider(sdktrace.WithBatcher(traceExporter))
	metrics := sdkmetric.NewMeterProvider(
		sdkmetric.WithReader(sdkmetric.NewPeriodicReader(metricExporter)))
	logs := sdklog.NewLoggerProvider(sdklog.WithProcessor(sdklog.NewBatchProcessor(logExporter)))
	otel.SetTextMapPropagator(propagation.TraceContext{})

	spanContext, span := traces.Tracer("interop.go").Start(ctx, "place order")
	span.SetAttributes(attribute.Int("order.items", 3), attribute.StringSlice("order.tags", []string{"a", "b"}))
	span.AddEvent("order.checked")

	orders, err := metrics.Meter("interop.go").Int64Counter("interop.orders", metric.WithUnit("{order}"))
	if err != nil {
		return err
	}
	orders.Add(spanContext, 2, metric.WithAttributes(attribute.String("channel", "go")))

	var record otellog.Record
	record.SetSeverity(otellog.SeverityWarn)
	record.SetBody(attribute.StringValue("order placed"))
	record.AddAttributes(attribute.Int("order.items", 3))
	logs.Logger("interop.go").Emit(spanContext, record)

	client := http.Client{
		Transport: otelhttp.NewTransport(http.DefaultTransport, otelhttp.WithTracerProvider(traces)),
	}
	request, err := http.NewRequestWithContext(spanContext, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return err
	}
	span.SetStatus(codes.Error, "no such item")
	span.End()
	fmt.Println(span.SpanContext().TraceID())

	if err := traces.Shutdown(ctx); err != nil {
		return err
	}
	if err := logs.Shutdown(ctx); err != nil {
		return err
	}
	return metrics.Shutdown(ctx)
}
