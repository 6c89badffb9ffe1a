// Generated from apps/user-activities/openapi.json by `npx pnpm@12 generate-docs`.
export interface paths {
    "/api/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live activities of all people, newest first */
        get: operations["listActivities"];
        put?: never;
        /** Post an activity */
        post: operations["createActivity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/@{handle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live activities of one person, newest first */
        get: operations["listActivitiesOfPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One live activity */
        get: operations["getActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/activities/{uuid}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reply to a live activity */
        post: operations["createReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a person */
        post: operations["createPerson"];
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
export interface operations {
    listActivities: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Cursor from the Link header of the previous page */
                before?: string;
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
                        uuid: string;
                        handle: string;
                        display_name: string;
                        message: string;
                        /**
                         * @description ISO 8601 with microseconds and offset
                         * @example 2023-02-23T18:11:03.123456+00:00
                         */
                        created_at: string;
                        /**
                         * @description ISO 8601 with microseconds and offset
                         * @example 2023-02-23T18:11:03.123456+00:00
                         */
                        expires_at: string;
                        likes_count: number;
                        replies_count: number;
                        reposts_count: number;
                        /** @description The newest 20, oldest first */
                        replies: {
                            uuid: string;
                            reply_to_activity_uuid: string;
                            handle: string;
                            display_name: string;
                            message: string;
                            /**
                             * @description ISO 8601 with microseconds and offset
                             * @example 2023-02-23T18:11:03.123456+00:00
                             */
                            created_at: string;
                            likes_count: number;
                            replies_count: number;
                            reposts_count: number;
                        }[];
                    }[];
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
    createActivity: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key returns the first result */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Author. Without it the request has the form of the original Cruddur: the demo author posts, the status is 200, and errors are lists of codes */
                    handle?: string;
                    message: string;
                    /** @enum {unknown} */
                    ttl: "30-days" | "7-days" | "3-days" | "1-day" | "12-hours" | "3-hours" | "1-hour";
                };
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
                        uuid: string;
                        handle: string;
                        display_name: string;
                        message: string;
                        /**
                         * @description ISO 8601 with microseconds and offset
                         * @example 2023-02-23T18:11:03.123456+00:00
                         */
                        created_at: string;
                        /**
                         * @description ISO 8601 with microseconds and offset
                         * @example 2023-02-23T18:11:03.123456+00:00
                         */
                        expires_at: string;
                        likes_count: number;
                        replies_count: number;
                        reposts_count: number;
                        /** @description The newest 20, oldest first */
                        replies: {
                            uuid: string;
                            reply_to_activity_uuid: string;
                            handle: string;
                            display_name: string;
                            message: string;
                            /**
                             * @description ISO 8601 with microseconds and offset
                             * @example 2023-02-23T18:11:03.123456+00:00
                             */
                            created_at: string;
                            likes_count: number;
                            replies_count: number;
                            reposts_count: number;
                        }[];
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        handle: string;
                        display_name: string;
                        message: string;
                        /**
                         * @description ISO 8601 with microseconds and offset
                         * @example 2023-02-23T18:11:03.123456+00:00
                         */
                        created_at: string;
                        /**
                         * @description ISO 8601 with microseconds and offset
                         * @example 2023-02-23T18:11:03.123456+00:00
                         */
                        expires_at: string;
                        likes_count: number;
                        replies_count: number;
                        reposts_count: number;
                        /** @description The newest 20, oldest first */
                        replies: {
                            uuid: string;
                            reply_to_activity_uuid: string;
                            handle: string;
                            display_name: string;
                            message: string;
                            /**
                             * @description ISO 8601 with microseconds and offset
                             * @example 2023-02-23T18:11:03.123456+00:00
                             */
                            created_at: string;
                            likes_count: number;
                            replies_count: number;
                            reposts_count: number;
                        }[];
                    };
                };
            };
            /** @description A rejected post */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
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
    listActivitiesOfPerson: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Cursor from the Link header of the previous page */
                before?: string;
            };
            header?: never;
            path: {
                handle: string;
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
                        uuid: string;
                        handle: string;
                        display_name: string;
                        message: string;
                        /**
                         * @description ISO 8601 with microseconds and offset
                         * @example 2023-02-23T18:11:03.123456+00:00
                         */
                        created_at: string;
                        /**
                         * @description ISO 8601 with microseconds and offset
                         * @example 2023-02-23T18:11:03.123456+00:00
                         */
                        expires_at: string;
                        likes_count: number;
                        replies_count: number;
                        reposts_count: number;
                        /** @description The newest 20, oldest first */
                        replies: {
                            uuid: string;
                            reply_to_activity_uuid: string;
                            handle: string;
                            display_name: string;
                            message: string;
                            /**
                             * @description ISO 8601 with microseconds and offset
                             * @example 2023-02-23T18:11:03.123456+00:00
                             */
                            created_at: string;
                            likes_count: number;
                            replies_count: number;
                            reposts_count: number;
                        }[];
                    }[];
                };
            };
            /** @description ["blank_user_handle"] */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": string[];
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
    getActivity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uuid: string;
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
                        uuid: string;
                        handle: string;
                        display_name: string;
                        message: string;
                        /**
                         * @description ISO 8601 with microseconds and offset
                         * @example 2023-02-23T18:11:03.123456+00:00
                         */
                        created_at: string;
                        /**
                         * @description ISO 8601 with microseconds and offset
                         * @example 2023-02-23T18:11:03.123456+00:00
                         */
                        expires_at: string;
                        likes_count: number;
                        replies_count: number;
                        reposts_count: number;
                        /** @description The newest 20, oldest first */
                        replies: {
                            uuid: string;
                            reply_to_activity_uuid: string;
                            handle: string;
                            display_name: string;
                            message: string;
                            /**
                             * @description ISO 8601 with microseconds and offset
                             * @example 2023-02-23T18:11:03.123456+00:00
                             */
                            created_at: string;
                            likes_count: number;
                            replies_count: number;
                            reposts_count: number;
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
    createReply: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeated request with the same key returns the first result */
                "idempotency-key"?: string;
            };
            path: {
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Author. Without it the request has the form of the original Cruddur: the demo author posts, the status is 200, and errors are lists of codes */
                    handle?: string;
                    message: string;
                };
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
                        uuid: string;
                        reply_to_activity_uuid: string;
                        handle: string;
                        display_name: string;
                        message: string;
                        /**
                         * @description ISO 8601 with microseconds and offset
                         * @example 2023-02-23T18:11:03.123456+00:00
                         */
                        created_at: string;
                        likes_count: number;
                        replies_count: number;
                        reposts_count: number;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uuid: string;
                        reply_to_activity_uuid: string;
                        handle: string;
                        display_name: string;
                        message: string;
                        /**
                         * @description ISO 8601 with microseconds and offset
                         * @example 2023-02-23T18:11:03.123456+00:00
                         */
                        created_at: string;
                        likes_count: number;
                        replies_count: number;
                        reposts_count: number;
                    };
                };
            };
            /** @description A rejected post */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
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
    createPerson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    handle: string;
                    display_name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        handle: string;
                        display_name: string;
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
}
