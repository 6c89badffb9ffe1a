//! Sends a trace through home-activities, log records and a metric with default settings:
//! otlp <grpc|http> <URL>
use std::{env, error::Error};

use opentelemetry::{
    KeyValue, global,
    propagation::TextMapPropagator,
    trace::{TraceContextExt, TracerProvider},
};
use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_http::HeaderInjector;
use opentelemetry_otlp::{LogExporter, MetricExporter, SpanExporter};
use opentelemetry_sdk::{
    logs::SdkLoggerProvider, metrics::SdkMeterProvider, propagation::TraceContextPropagator,
    trace::SdkTracerProvider,
};
use tracing::Instrument;
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Result<()> {
    let [_, transport, url] = &env::args().collect::<Vec<_>>()[..] else {
        return Err("usage: otlp <grpc|http> <URL>".into());
    };
    let (spans, logs, metrics) = match transport.as_str() {
        "grpc" => (
            SpanExporter::builder().with_tonic().build()?,
            LogExporter::builder().with_tonic().build()?,
            MetricExporter::builder().with_tonic().build()?,
        ),
        _ => (
            SpanExporter::builder().with_http().build()?,
            LogExporter::builder().with_http().build()?,
            MetricExporter::builder().with_http().build()?,
        ),
    };
    let traces = SdkTracerProvider::builder()
        .with_batch_exporter(spans)
        .build();
    let logger = SdkLoggerProvider::builder()
        .with_batch_exporter(logs)
        .build();
    let meter = SdkMeterProvider::builder()
        .with_periodic_exporter(metrics)
        .build();
    global::set_meter_provider(meter.clone());

    // The exporters use libraries that are instrumented, too.
    let own = || EnvFilter::new("off,otlp=info");
    let subscriber = tracing_subscriber::registry()
        .with(
            tracing_opentelemetry::layer()
                .with_tracer(traces.tracer("interop.rust"))
                .with_filter(own()),
        )
        .with(OpenTelemetryTracingBridge::new(&logger).with_filter(own()));
    tracing::subscriber::set_global_default(subscriber)?;

    println!("{}", place_order(url).await?);
    tokio::task::spawn_blocking(
        move || -> std::result::Result<(), opentelemetry_sdk::error::OTelSdkError> {
            traces.shutdown()?;
            logger.shutdown()?;
            meter.shutdown()
        },
    )
    .await??;
    Ok(())
}

/// Returns the trace ID.
async fn place_order(url: &str) -> Result<String> {
    let span = tracing::info_span!(
        "place order",
        order.items = 3,
        order.express = true,
        order.total = 12.5
    );
    let request = async {
        tracing::warn!(order.items = 3, "order placed");
        global::meter("interop.rust")
            .u64_counter("interop.orders")
            .with_unit("{order}")
            .build()
            .add(2, &[KeyValue::new("channel", "rust")]);
        global::meter("interop.rust")
            .f64_histogram("interop.duration")
            .with_unit("s")
            .build()
            .record(0.25, &[]);
        let context = tracing::Span::current().context();
        let mut request = reqwest::Request::new(reqwest::Method::GET, url.parse()?);
        TraceContextPropagator::new()
            .inject_context(&context, &mut HeaderInjector(request.headers_mut()));
        reqwest::Client::new()
            .execute(request)
            .await?
            .error_for_status()?
            .bytes()
            .await?;
        tracing::error!(error = "no such item", "order failed");
        Ok(context.span().span_context().trace_id().to_string())
    };
    request.instrument(span).await
}
