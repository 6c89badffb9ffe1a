// Generated from the OpenAPI document of the console by `npx pnpm@12 generate-docs`.
export interface paths {
    "/api/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List services that sent any signal */
        get: {
            parameters: {
                query?: {
                    since?: string;
                    start?: string;
                    end?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            services: {
                                name: string;
                                spanCount: number;
                                segmentCount: number;
                                logCount: number;
                                itemCount: number;
                                errorCount: number;
                                lastSeenUnixNano: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services/{service}/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the span names of a service */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    service: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            operations: {
                                name: string;
                                spanKind: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/traces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search traces, newest first unless sorted by duration */
        get: {
            parameters: {
                query?: {
                    service?: string;
                    operation?: string;
                    run?: string;
                    since?: string;
                    start?: string;
                    end?: string;
                    minDuration?: string;
                    maxDuration?: string;
                    status?: "error" | "ok";
                    where?: string;
                    spans?: "missing";
                    newerThan?: string;
                    sort?: "newest" | "longest" | "shortest";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            traces: {
                                traceId: string;
                                rootService: string;
                                rootOperation: string;
                                rootStatusCode?: string;
                                rootTarget?: string;
                                startUnixNano: string;
                                durationNano: string;
                                extentNano: string;
                                spanCount: number;
                                errorCount: number;
                                services: {
                                    name: string;
                                    spanCount: number;
                                    errorCount: number;
                                }[];
                                otherSignals?: {
                                    segments: number;
                                    logs: number;
                                    errors: number;
                                };
                            }[];
                            nextCursor?: string;
                            newestCursor?: string;
                            hints?: {
                                message: string;
                                key?: string;
                                suggestion?: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/traces/histogram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Number of matching traces over time */
        get: {
            parameters: {
                query?: {
                    service?: string;
                    operation?: string;
                    run?: string;
                    since?: string;
                    start?: string;
                    end?: string;
                    minDuration?: string;
                    maxDuration?: string;
                    status?: "error" | "ok";
                    where?: string;
                    steps?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            startUnixNano: string;
                            stepNano: string;
                            stepCount: number;
                            counts: number[];
                            errorCounts: number[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trace-ids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find trace IDs by their first digits */
        get: {
            parameters: {
                query: {
                    prefix: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            traceIds: string[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/traces/{traceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a trace: its spans in waterfall order and its other signals */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description 32 hex digits or X-Ray's form 1-<8 digits>-<24 digits> */
                    traceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            traceId: string;
                            startUnixNano: string;
                            endUnixNano: string;
                            durationNano: string;
                            extentNano: string;
                            truncated?: boolean;
                            spans: ({
                                spanId: string;
                                parentSpanId: string;
                                name: string;
                                kind: string;
                                service: string;
                                startUnixNano: string;
                                durationNano: string;
                                /** @enum {string} */
                                status: "unset" | "ok" | "error";
                                statusMessage: string;
                                attributes: {
                                    [key: string]: string;
                                };
                                resource: {
                                    [key: string]: string;
                                };
                                scope: string;
                                events: {
                                    name: string;
                                    timeUnixNano: string;
                                    attributes: {
                                        [key: string]: string;
                                    };
                                }[];
                                links: {
                                    traceId: string;
                                    spanId: string;
                                    attributes: {
                                        [key: string]: string;
                                    };
                                }[];
                            } & {
                                rowId: string;
                                depth: number;
                                orphan: boolean;
                                clockSkewNano?: string;
                            })[];
                            segments?: {
                                segmentId: string;
                                parentId: string;
                                name: string;
                                service: string;
                                run?: string;
                                isSubsegment: boolean;
                                inProgress: boolean;
                                namespace: string;
                                origin: string;
                                startUnixNano: string;
                                durationNano: string;
                                error: boolean;
                                fault: boolean;
                                throttle: boolean;
                                annotations: {
                                    [key: string]: string;
                                };
                                blocks: {
                                    [key: string]: string;
                                };
                            }[];
                            logs?: {
                                timeUnixNano: string;
                                spanId: string;
                                service: string;
                                severity: string;
                                severityNumber: number;
                                body: string;
                                attributes: {
                                    [key: string]: string;
                                };
                                resource: {
                                    [key: string]: string;
                                };
                            }[];
                            errors?: {
                                uuid: string;
                                timeUnixNano: string;
                                spanId: string;
                                service: string;
                                level: string;
                                title: string;
                                exceptionClass: string;
                                message: string;
                                fingerprint: string;
                                context: string;
                                environment: string;
                                codeVersion: string;
                                data: string;
                            }[];
                            linkedFrom?: {
                                spanId: string;
                                fromTraceId: string;
                                fromSpanId: string;
                                service: string;
                                operation: string;
                                startUnixNano: string;
                            }[];
                            linksTruncated?: boolean;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/traces/{traceId}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Findings of a trace: N+1 queries, retry storms, broken propagation and others */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    /** @description 32 hex digits or X-Ray's form 1-<8 digits>-<24 digits> */
                    traceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            traceId: string;
                            findings: {
                                /** @enum {string} */
                                kind: "n-plus-one-queries" | "n-plus-one-calls" | "serial-calls" | "retry-storm" | "caller-timeout" | "pool-wait" | "event-loop-blocked" | "broken-propagation" | "hidden-error" | "missing-span" | "unfinished-span" | "cold-start" | "deprecated-attribute" | "high-cardinality-name" | "missing-route" | "sampling-gap" | "clock-skew";
                                /** @enum {string} */
                                severity: "error" | "warning" | "info";
                                service: string;
                                operation: string;
                                spans: string[];
                                spanCount: number;
                                reason: string;
                                advice: string;
                                evidence: {
                                    [key: string]: string | number;
                                };
                            }[];
                            findingCount: number;
                            nextCursor?: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/traces/{traceId}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Topology, critical path, findings and spans of a trace within 4,000 tokens */
        get: {
            parameters: {
                query?: {
                    /** @description Span ID for the details of a span */
                    spanId?: string;
                    /** @description nextCursor of an earlier response: more spans */
                    cursor?: string;
                };
                header?: never;
                path: {
                    /** @description 32 hex digits or X-Ray's form 1-<8 digits>-<24 digits> */
                    traceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            traceId: string;
                            startUnixNano: string;
                            durationNano: string;
                            spanCount: number;
                            errorCount: number;
                            logCount: number;
                            itemCount: number;
                            segmentCount: number;
                            truncated?: boolean;
                            topology?: {
                                from: string;
                                to: string;
                                calls: number;
                                errors: number;
                                totalMs: number;
                            }[];
                            criticalPath?: {
                                spanId: string;
                                depth: number;
                                service: string;
                                name: string;
                                startMs: number;
                                durationMs: number;
                                status?: string;
                                selfMs: number;
                            }[];
                            findings?: {
                                /** @enum {string} */
                                kind: "n-plus-one-queries" | "n-plus-one-calls" | "serial-calls" | "retry-storm" | "caller-timeout" | "pool-wait" | "event-loop-blocked" | "broken-propagation" | "hidden-error" | "missing-span" | "unfinished-span" | "cold-start" | "deprecated-attribute" | "high-cardinality-name" | "missing-route" | "sampling-gap" | "clock-skew";
                                /** @enum {string} */
                                severity: "error" | "warning" | "info";
                                reason: string;
                                advice: string;
                                spans: string[];
                                spanCount: number;
                            }[];
                            errorSpans?: {
                                spanId: string;
                                depth: number;
                                service: string;
                                name: string;
                                startMs: number;
                                durationMs: number;
                                status?: string;
                            }[];
                            items?: {
                                title: string;
                                level: string;
                                fingerprint: string;
                                spanId: string;
                            }[];
                            segments?: {
                                segmentId: string;
                                parentId: string;
                                name: string;
                                startMs: number;
                                durationMs: number;
                                error: boolean;
                            }[];
                            spans?: {
                                spanId: string;
                                depth: number;
                                service: string;
                                name: string;
                                startMs: number;
                                durationMs: number;
                                status?: string;
                            }[];
                            nextCursor?: string;
                            span?: {
                                spanId: string;
                                depth: number;
                                service: string;
                                name: string;
                                startMs: number;
                                durationMs: number;
                                status?: string;
                                parentSpanId: string;
                                kind: string;
                                statusMessage: string;
                                attributes: {
                                    [key: string]: string;
                                };
                                resource: {
                                    [key: string]: string;
                                };
                                events: {
                                    name: string;
                                    attributes: {
                                        [key: string]: string;
                                    };
                                }[];
                                logs: {
                                    severity: string;
                                    body: string;
                                }[];
                                logCount: number;
                            };
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Findings of the newest, slowest and erroneous traces, by kind and operation */
        get: {
            parameters: {
                query?: {
                    service?: string;
                    run?: string;
                    since?: string;
                    start?: string;
                    end?: string;
                    kind?: string;
                    traces?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            groups: {
                                /** @enum {string} */
                                kind: "n-plus-one-queries" | "n-plus-one-calls" | "serial-calls" | "retry-storm" | "caller-timeout" | "pool-wait" | "event-loop-blocked" | "broken-propagation" | "hidden-error" | "missing-span" | "unfinished-span" | "cold-start" | "deprecated-attribute" | "high-cardinality-name" | "missing-route" | "sampling-gap" | "clock-skew";
                                /** @enum {string} */
                                severity: "error" | "warning" | "info";
                                service: string;
                                operation: string;
                                findingCount: number;
                                traceCount: number;
                                lastUnixNano: string;
                                advice: string;
                                examples: {
                                    traceId: string;
                                    startUnixNano: string;
                                    spans: string[];
                                    spanCount: number;
                                    reason: string;
                                }[];
                            }[];
                            nextCursor?: string;
                            traces?: {
                                traceId: string;
                                kinds: ("n-plus-one-queries" | "n-plus-one-calls" | "serial-calls" | "retry-storm" | "caller-timeout" | "pool-wait" | "event-loop-blocked" | "broken-propagation" | "hidden-error" | "missing-span" | "unfinished-span" | "cold-start" | "deprecated-attribute" | "high-cardinality-name" | "missing-route" | "sampling-gap" | "clock-skew")[];
                            }[];
                            examined: {
                                traces: number;
                                spans: number;
                                newest: number;
                                slowest: number;
                                withErrors: number;
                                withoutSpans: number;
                                isPartial: boolean;
                            };
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search log lines, newest first */
        get: {
            parameters: {
                query?: {
                    group?: string;
                    stream?: string;
                    service?: string;
                    run?: string;
                    trace?: string;
                    level?: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
                    filter?: string;
                    since?: string;
                    start?: string;
                    end?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            lines: {
                                timeUnixNano: string;
                                spanId: string;
                                service: string;
                                severity: string;
                                severityNumber: number;
                                body: string;
                                attributes: {
                                    [key: string]: string;
                                };
                                resource: {
                                    [key: string]: string;
                                };
                                id: string;
                                traceId: string;
                                group: string;
                                stream: string;
                            }[];
                            nextCursor?: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logs/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List CloudWatch log groups and their streams */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            groups: {
                                name: string;
                                streams: {
                                    name: string;
                                    lineCount: number;
                                    lastSeenUnixNano: string;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logs/tail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow matching log lines: NDJSON, one batch per line */
        get: {
            parameters: {
                query?: {
                    group?: string;
                    stream?: string;
                    service?: string;
                    run?: string;
                    trace?: string;
                    level?: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
                    filter?: string;
                    start?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One LogBatch per line */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string;
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search Rollbar items, most recent occurrence first */
        get: {
            parameters: {
                query?: {
                    since?: string;
                    start?: string;
                    end?: string;
                    service?: string;
                    run?: string;
                    environment?: string;
                    level?: "critical" | "error" | "warning" | "info" | "debug";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                fingerprint: string;
                                counter: number;
                                title: string;
                                exceptionClass: string;
                                level: string;
                                culprit: string;
                                services: string[];
                                environments: string[];
                                codeVersions: string[];
                                firstSeenUnixNano: string;
                                lastSeenUnixNano: string;
                                occurrenceCount: number;
                                traceCount: number;
                                counts: number[];
                            }[];
                            chart: {
                                startUnixNano: string;
                                stepNano: string;
                            };
                            nextCursor?: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/errors/{fingerprint}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a Rollbar item */
        get: {
            parameters: {
                query?: {
                    since?: string;
                    start?: string;
                    end?: string;
                    service?: string;
                    run?: string;
                    environment?: string;
                    level?: "critical" | "error" | "warning" | "info" | "debug";
                };
                header?: never;
                path: {
                    fingerprint: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            item: {
                                fingerprint: string;
                                counter: number;
                                title: string;
                                exceptionClass: string;
                                level: string;
                                culprit: string;
                                services: string[];
                                environments: string[];
                                codeVersions: string[];
                                firstSeenUnixNano: string;
                                lastSeenUnixNano: string;
                                occurrenceCount: number;
                                traceCount: number;
                                counts: number[];
                            };
                            chart: {
                                startUnixNano: string;
                                stepNano: string;
                            };
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/errors/{fingerprint}/occurrences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the occurrences of an item, newest first */
        get: {
            parameters: {
                query?: {
                    since?: string;
                    start?: string;
                    end?: string;
                    service?: string;
                    run?: string;
                    environment?: string;
                    level?: "critical" | "error" | "warning" | "info" | "debug";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    fingerprint: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            occurrences: {
                                uuid: string;
                                timeUnixNano: string;
                                spanId: string;
                                service: string;
                                level: string;
                                title: string;
                                exceptionClass: string;
                                message: string;
                                fingerprint: string;
                                context: string;
                                environment: string;
                                codeVersion: string;
                                data: string;
                                traceId: string;
                                exceptions: {
                                    class: string;
                                    message: string;
                                    frames: {
                                        file: string;
                                        line: number;
                                        column: number;
                                        method: string;
                                        code: string;
                                    }[];
                                }[];
                            }[];
                            nextCursor?: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/spans/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count, errors and duration percentiles over time, grouped by any attribute */
        get: {
            parameters: {
                query?: {
                    service?: string;
                    operation?: string;
                    run?: string;
                    since?: string;
                    start?: string;
                    end?: string;
                    minDuration?: string;
                    maxDuration?: string;
                    status?: "error" | "ok";
                    where?: string;
                    by?: string;
                    limit?: number;
                    steps?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            startUnixNano: string;
                            stepNano: string;
                            stepCount: number;
                            all: {
                                total: {
                                    count: number;
                                    errorCount: number;
                                    estimated: boolean;
                                    p50Nano: string;
                                    p95Nano: string;
                                    p99Nano: string;
                                };
                                counts: number[];
                                errorCounts: number[];
                                p50Nanos: (string | null)[];
                                p95Nanos: (string | null)[];
                                p99Nanos: (string | null)[];
                            };
                            groups: ({
                                total: {
                                    count: number;
                                    errorCount: number;
                                    estimated: boolean;
                                    p50Nano: string;
                                    p95Nano: string;
                                    p99Nano: string;
                                };
                                counts: number[];
                                errorCounts: number[];
                                p50Nanos: (string | null)[];
                                p95Nanos: (string | null)[];
                                p99Nanos: (string | null)[];
                            } & {
                                value: string | null;
                            })[];
                            groupCount: number;
                            hints?: {
                                message: string;
                                key?: string;
                                suggestion?: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/spans/heatmap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Heatmap of duration over time on a logarithmic scale */
        get: {
            parameters: {
                query?: {
                    service?: string;
                    operation?: string;
                    run?: string;
                    since?: string;
                    start?: string;
                    end?: string;
                    minDuration?: string;
                    maxDuration?: string;
                    status?: "error" | "ok";
                    where?: string;
                    steps?: number;
                    rows?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            startUnixNano: string;
                            stepNano: string;
                            stepCount: number;
                            boundaryNanos: string[];
                            cells: {
                                step: number;
                                row: number;
                                count: number;
                                errorCount: number;
                            }[];
                            count: number;
                            estimated: boolean;
                            hints?: {
                                message: string;
                                key?: string;
                                suggestion?: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/spans/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Attributes that distinguish the selected spans from the baseline */
        get: {
            parameters: {
                query: {
                    service?: string;
                    operation?: string;
                    run?: string;
                    since?: string;
                    start?: string;
                    end?: string;
                    minDuration?: string;
                    maxDuration?: string;
                    status?: "error" | "ok";
                    where?: string;
                    boxStart: string;
                    boxEnd: string;
                    boxMinDuration?: string;
                    boxMaxDuration?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            selectedCount: number;
                            baselineCount: number;
                            estimated: boolean;
                            attributes: {
                                key: string;
                                score: number;
                                values: {
                                    value: string | null;
                                    selectedShare: number;
                                    baselineShare: number;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fields and attribute keys, most used first */
        get: {
            parameters: {
                query?: {
                    service?: string;
                    since?: string;
                    start?: string;
                    end?: string;
                    containing?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            fields: string[];
                            attributes: {
                                name: string;
                                count: number;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attributes/{key}/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Values of a field or attribute among the newest spans, most used first */
        get: {
            parameters: {
                query?: {
                    service?: string;
                    since?: string;
                    start?: string;
                    end?: string;
                    containing?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    key: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            values: {
                                name: string;
                                count: number;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests per service and calls between services; the last hour by default */
        get: {
            parameters: {
                query?: {
                    since?: string;
                    start?: string;
                    end?: string;
                    calls?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            startUnixNano: string;
                            stepNano: string;
                            stepCount: number;
                            services: {
                                name: string;
                                requests: {
                                    count: number;
                                    errorCount: number;
                                    estimated: boolean;
                                    p50Nano: string;
                                    p95Nano: string;
                                    p99Nano: string;
                                };
                                /** @enum {string} */
                                source: "spans" | "metrics";
                                requestCounts: number[];
                                errorCounts: number[];
                                p95Nanos: (string | null)[];
                                signals: {
                                    spans: number;
                                    segments: number;
                                    logs: number;
                                    errors: number;
                                };
                            }[];
                            calls: {
                                caller: string;
                                callee: string;
                                isService: boolean;
                                count: number;
                                errorCount: number;
                                estimated: boolean;
                                p50Nano: string;
                                p95Nano: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledgers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Delivery counters of each service, fetched now, and the stored counts of the console */
        get: {
            parameters: {
                query?: {
                    service?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ledgers: ({
                                service: string;
                                /** @enum {string} */
                                state: "reachable";
                                url: string;
                                instanceId: string;
                                startUnixNano: string;
                                signals: {
                                    /** @enum {string} */
                                    name: "spans" | "segments" | "logs" | "errorReports" | "metrics";
                                    destination: string;
                                    accepted: number;
                                    sent: number;
                                    queued: number;
                                    dropped: {
                                        [key: string]: number;
                                    };
                                    outage?: {
                                        since: string;
                                        reason: string;
                                        attempts: number;
                                    };
                                    stored: number;
                                }[];
                            } | {
                                service: string;
                                /** @enum {string} */
                                state: "unreachable";
                                url: string;
                                reason: string;
                            } | {
                                service: string;
                                /** @enum {string} */
                                state: "not_configured";
                            })[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs (starts of services) with their requests and errors, newest first */
        get: {
            parameters: {
                query?: {
                    service?: string;
                    run?: string;
                    since?: string;
                    start?: string;
                    end?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            runs: {
                                service: string;
                                instanceId: string;
                                version: string;
                                environment: string;
                                host: string;
                                pid: string;
                                firstSeenUnixNano: string;
                                lastSeenUnixNano: string;
                                spanCount: number;
                                segmentCount: number;
                                logCount: number;
                                itemCount: number;
                                requestCount: number;
                                errorCount: number;
                                estimated: boolean;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics by name and service */
        get: {
            parameters: {
                query?: {
                    service?: string;
                    since?: string;
                    start?: string;
                    end?: string;
                    run?: string;
                    where?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            metrics: {
                                service: string;
                                name: string;
                                /** @enum {string} */
                                type: "counter" | "upDownCounter" | "gauge" | "histogram" | "summary";
                                /** @enum {string} */
                                kind: "gauge" | "sum" | "histogram" | "exponentialHistogram" | "summary";
                                unit: string;
                                description: string;
                                isMonotonic: boolean;
                                /** @enum {string} */
                                temporality: "delta" | "cumulative" | "unspecified";
                                pointCount: number;
                                seriesCount: number;
                                firstUnixNano: string;
                                lastUnixNano: string;
                                intervalNano: string | null;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metrics/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Values of one metric over time, grouped by any attribute, with exemplars and a heatmap */
        get: {
            parameters: {
                query: {
                    name: string;
                    service?: string;
                    since?: string;
                    start?: string;
                    end?: string;
                    run?: string;
                    where?: string;
                    steps?: number;
                    fit?: boolean;
                    type?: "counter" | "upDownCounter" | "gauge" | "histogram" | "summary";
                    by?: string;
                    limit?: number;
                    heatmapRows?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            /** @enum {string} */
                            type: "counter" | "upDownCounter" | "gauge" | "histogram" | "summary";
                            unit: string;
                            description: string;
                            /** @enum {string} */
                            meaning: "mean" | "sum" | "rate";
                            startUnixNano: string;
                            stepNano: string;
                            stepCount: number;
                            groups: {
                                value: string | null;
                                values: (number | null)[];
                                means?: (number | null)[];
                                p50s?: (number | null)[];
                                p95s?: (number | null)[];
                                p99s?: (number | null)[];
                                quantiles?: {
                                    quantile: number;
                                    values: (number | null)[];
                                }[];
                                total?: number;
                                p50?: number | null;
                                p95?: number | null;
                                p99?: number | null;
                            }[];
                            groupCount: number;
                            rest?: {
                                values: (number | null)[];
                                means?: (number | null)[];
                                p50s?: (number | null)[];
                                p95s?: (number | null)[];
                                p99s?: (number | null)[];
                                quantiles?: {
                                    quantile: number;
                                    values: (number | null)[];
                                }[];
                                total?: number;
                                p50?: number | null;
                                p95?: number | null;
                                p99?: number | null;
                            };
                            heatmap?: {
                                boundaries: number[];
                                cells: {
                                    step: number;
                                    row: number;
                                    count: number;
                                }[];
                                count: number;
                            };
                            exemplars: {
                                timeUnixNano: string;
                                value: number;
                                traceId: string;
                                spanId: string;
                                group: string | null;
                            }[];
                            attributes: string[];
                            others: {
                                service: string;
                                /** @enum {string} */
                                type: "counter" | "upDownCounter" | "gauge" | "histogram" | "summary";
                                unit: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare two periods or runs: changed operations and new errors */
        get: {
            parameters: {
                query?: {
                    service?: string;
                    operation?: string;
                    run?: string;
                    since?: string;
                    start?: string;
                    end?: string;
                    minDuration?: string;
                    maxDuration?: string;
                    status?: "error" | "ok";
                    where?: string;
                    baselineStart?: string;
                    baselineEnd?: string;
                    baselineRun?: string;
                    baselineShift?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            period: {
                                startUnixNano: string;
                                endUnixNano: string;
                                run?: string;
                            };
                            baseline: {
                                startUnixNano: string;
                                endUnixNano: string;
                                run?: string;
                            };
                            all: {
                                now: {
                                    count: number;
                                    errorCount: number;
                                    estimated: boolean;
                                    p50Nano: string;
                                    p95Nano: string;
                                    p99Nano: string;
                                };
                                before: {
                                    count: number;
                                    errorCount: number;
                                    estimated: boolean;
                                    p50Nano: string;
                                    p95Nano: string;
                                    p99Nano: string;
                                };
                            };
                            operations: {
                                service: string;
                                operation: string;
                                kind: string;
                                /** @enum {string} */
                                change: "new" | "removed" | "both";
                                score: number;
                                now: {
                                    count: number;
                                    errorCount: number;
                                    estimated: boolean;
                                    p50Nano: string;
                                    p95Nano: string;
                                    p99Nano: string;
                                };
                                before: {
                                    count: number;
                                    errorCount: number;
                                    estimated: boolean;
                                    p50Nano: string;
                                    p95Nano: string;
                                    p99Nano: string;
                                };
                            }[];
                            operationCount: number;
                            newErrors: {
                                fingerprint: string;
                                counter: number;
                                title: string;
                                exceptionClass: string;
                                level: string;
                                culprit: string;
                                services: string[];
                                environments: string[];
                                codeVersions: string[];
                                firstSeenUnixNano: string;
                                lastSeenUnixNano: string;
                                occurrenceCount: number;
                                traceCount: number;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/compare/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Verify a change of an operation between two runs or time ranges */
        get: {
            parameters: {
                query: {
                    operation: string;
                    /** @description Run (instanceId of list_runs), or a time range such as 2026-01-31T09:00:00Z/2026-01-31T09:15:00Z; both sides of one kind */
                    before: string;
                    /** @description Run (instanceId of list_runs), or a time range such as 2026-01-31T09:00:00Z/2026-01-31T09:15:00Z; both sides of one kind */
                    now: string;
                    service?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            verdict: "better" | "worse" | "no change" | "not enough data";
                            period: {
                                startUnixNano: string;
                                endUnixNano: string;
                                run?: string;
                            };
                            baseline: {
                                startUnixNano: string;
                                endUnixNano: string;
                                run?: string;
                            };
                            operations: {
                                service: string;
                                operation: string;
                                kind: string;
                                /** @enum {string} */
                                verdict: "better" | "worse" | "no change" | "not enough data";
                                reason: string;
                                verdicts: {
                                    /** @enum {string} */
                                    errors: "better" | "worse" | "no change" | "not enough data";
                                    /** @enum {string} */
                                    p50: "better" | "worse" | "no change" | "not enough data";
                                    /** @enum {string} */
                                    p95: "better" | "worse" | "no change" | "not enough data";
                                };
                                now: {
                                    count: number;
                                    errorCount: number;
                                    errorRate: number;
                                    errorRateLow: number;
                                    errorRateHigh: number;
                                    p50Nano: string;
                                    p50: {
                                        lowNano: string;
                                        highNano?: string;
                                    };
                                    p95Nano: string;
                                    p95: {
                                        lowNano: string;
                                        highNano?: string;
                                    };
                                    estimated: boolean;
                                };
                                before: {
                                    count: number;
                                    errorCount: number;
                                    errorRate: number;
                                    errorRateLow: number;
                                    errorRateHigh: number;
                                    p50Nano: string;
                                    p50: {
                                        lowNano: string;
                                        highNano?: string;
                                    };
                                    p95Nano: string;
                                    p95: {
                                        lowNano: string;
                                        highNano?: string;
                                    };
                                    estimated: boolean;
                                };
                            }[];
                            hint?: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/1/item/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/1/item": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/1/session/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/traces/{traceId}/otlp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export the spans and log lines of a trace as OTLP JSON */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description 32 hex digits or X-Ray's form 1-<8 digits>-<24 digits> */
                    traceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OTLP JSON; to /v1/traces and /v1/logs of any OTLP receiver it is a request */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            resourceSpans: unknown[];
                            resourceLogs: unknown[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counters of each receiver since the console started */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            receivers: {
                                /** @enum {string} */
                                name: "otlp" | "xray" | "cloudwatch-logs" | "rollbar";
                                port: number;
                                received: number;
                                stored: number;
                                rejected: number;
                                dropped: number;
                                reasons: {
                                    [key: string]: number;
                                };
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete all stored telemetry */
        delete: {
            parameters: {
                query?: never;
                header: {
                    /** @description Required for every change */
                    "x-cruddur-console": "1";
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import OTLP JSON: one document, or one document per line */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description Required for every change */
                    "x-cruddur-console": "1";
                };
                path?: never;
                cookie?: never;
            };
            /** @description A document with resourceSpans or resourceLogs */
            requestBody: {
                content: {
                    "application/json": unknown;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            traceIds: string[];
                            spanCount: number;
                            logCount: number;
                            rejectedCount: number;
                            rejectedBecause?: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            /** @description The path; absent for a request that cannot be parsed */
                            instance?: string;
                            /** @description Trace ID; include it when you report the problem */
                            trace_id?: string;
                            /** @description Each invalid value of the request, and what is allowed */
                            errors?: {
                                in: string;
                                detail: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/GetSamplingRules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/CreateSamplingRule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/UpdateSamplingRule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/DeleteSamplingRule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/SamplingTargets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/TelemetryRecords": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/TraceSegments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/CreateGroup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/GetGroup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/UpdateGroup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/DeleteGroup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/InsightSummaries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Insight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/InsightEvents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/InsightImpactGraph": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/TraceSummaries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/Traces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ServiceGraph": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/TraceGraph": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/TimeSeriesServiceStatistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
