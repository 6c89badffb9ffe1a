"""Calls the X-Ray and CloudWatch Logs APIs at the URL of the first argument; prints each passed check."""

import json
import sys
import time
from datetime import datetime, timedelta, timezone

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

CONFIG = Config(retries={"max_attempts": 1})
OPTIONS = {
    "endpoint_url": sys.argv[1],
    "region_name": "us-east-1",
    "aws_access_key_id": "local",
    "aws_secret_access_key": "local",
    "config": CONFIG,
}
logs = boto3.client("logs", **OPTIONS)
xray = boto3.client("xray", **OPTIONS)


def passed(title):
    print(title, flush=True)


def equal(actual, expected):
    assert actual == expected, f"got {actual!r}, expected {expected!r}"


def raises(exception, call, **arguments):
    try:
        response = call(**arguments)
    except exception as error:
        assert error.response["Error"].get("Message"), f"{exception.__name__} without a message"
        return
    raise AssertionError(f"expected {exception.__name__}, got {response!r}")


def until(what, read):
    deadline = time.monotonic() + 30
    while True:
        value = read()
        if value:
            return value
        assert time.monotonic() < deadline, f"timed out waiting for {what}"
        time.sleep(0.1)


def check_log_groups():
    errors = logs.exceptions
    for number in range(3):
        logs.create_log_group(logGroupName=f"/shop/orders-{number}")
    raises(errors.ResourceAlreadyExistsException, logs.create_log_group, logGroupName="/shop/orders-0")
    logs.put_retention_policy(logGroupName="/shop/orders-0", retentionInDays=14)
    raises(
        errors.InvalidParameterException,
        logs.put_retention_policy,
        logGroupName="/shop/orders-0",
        retentionInDays=2,
    )
    pages = logs.get_paginator("describe_log_groups").paginate(
        logGroupNamePrefix="/shop/", PaginationConfig={"PageSize": 1}
    )
    pages = list(pages)
    equal(len(pages), 3)
    groups = [group for page in pages for group in page["logGroups"]]
    equal([group["logGroupName"] for group in groups], [f"/shop/orders-{n}" for n in range(3)])
    equal(groups[0]["retentionInDays"], 14)
    assert groups[0]["arn"].startswith("arn:aws:logs:"), groups[0]
    passed("Log groups: create, describe page by page, retention")

    logs.delete_log_group(logGroupName="/shop/orders-2")
    raises(errors.ResourceNotFoundException, logs.delete_log_group, logGroupName="/shop/orders-2")
    raises(
        errors.ResourceNotFoundException, logs.describe_log_streams, logGroupName="/shop/orders-2"
    )
    raises(
        errors.ResourceNotFoundException,
        logs.put_log_events,
        logGroupName="/shop/orders-0",
        logStreamName="missing",
        logEvents=[{"timestamp": 1, "message": "x"}],
    )
    passed("Log groups: ResourceAlreadyExists, ResourceNotFound and InvalidParameter exceptions")


def check_log_events():
    group = "/shop/orders-0"
    errors = logs.exceptions
    now = int(time.time() * 1000)
    for stream in ("a/1", "a/2", "b/1"):
        logs.create_log_stream(logGroupName=group, logStreamName=stream)
    raises(
        errors.ResourceAlreadyExistsException,
        logs.create_log_stream,
        logGroupName=group,
        logStreamName="a/1",
    )
    events = [
        {
            "timestamp": now - 1000 + n,
            "message": json.dumps({"n": n, "level": "error" if n % 5 == 0 else "info"}),
        }
        for n in range(25)
    ]
    response = logs.put_log_events(logGroupName=group, logStreamName="a/1", logEvents=events)
    assert "rejectedLogEventsInfo" not in response, response
    old = {"timestamp": now - 30 * 86_400_000, "message": "old"}
    response = logs.put_log_events(logGroupName=group, logStreamName="b/1", logEvents=[old])
    assert "tooOldLogEventEndIndex" in response["rejectedLogEventsInfo"], response
    new = {"timestamp": now, "message": "ERROR new é"}
    logs.put_log_events(logGroupName=group, logStreamName="b/1", logEvents=[new])
    for batch in ([new, events[0]], [old, new]):
        raises(
            errors.InvalidParameterException,
            logs.put_log_events,
            logGroupName=group,
            logStreamName="b/1",
            logEvents=batch,
        )
    passed("PutLogEvents: old events, events out of order, a batch of more than 24 hours")

    def read_all():
        pages = logs.get_paginator("filter_log_events").paginate(
            logGroupName=group, PaginationConfig={"PageSize": 10}
        )
        found = [event for page in pages for event in page["events"]]
        return found if len(found) == 26 else None

    found = until("26 events", read_all)
    equal(len({event["eventId"] for event in found}), 26)
    equal(
        [event["message"] for event in found if event["logStreamName"] == "a/1"],
        [event["message"] for event in events],
    )
    passed("FilterLogEvents: every event once, in order, over pages of 10")

    def messages(**arguments):
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group, **arguments)
        return [event["message"] for page in pages for event in page["events"]]

    equal(len(messages(filterPattern='{ $.level = "error" }')), 5)
    equal(len(messages(filterPattern="{ $.n >= 20 && $.level = info }")), 4)
    equal(messages(filterPattern="ERROR -old"), ["ERROR new é"])
    equal(len(messages(logStreamNamePrefix="a/")), 25)
    equal(len(messages(logStreamNames=["b/1"])), 1)
    # The end is included here and excluded in GetLogEvents.
    equal(len(messages(startTime=now - 1000, endTime=now - 999)), 2)
    window = logs.get_log_events(
        logGroupName=group, logStreamName="a/1", startTime=now - 1000, endTime=now - 999
    )
    equal(len(window["events"]), 1)
    raises(
        errors.InvalidParameterException,
        logs.filter_log_events,
        logGroupName=group,
        filterPattern="{ $.n = ",
    )
    passed("FilterLogEvents: JSON and term patterns, streams, time range, invalid pattern")

    page = logs.get_log_events(
        logGroupName=group, logStreamName="a/1", startFromHead=True, limit=10
    )
    read = [event["message"] for event in page["events"]]
    while page["events"]:
        token = page["nextForwardToken"]
        page = logs.get_log_events(
            logGroupName=group, logStreamName="a/1", startFromHead=True, limit=10, nextToken=token
        )
        read += [event["message"] for event in page["events"]]
    equal(page["nextForwardToken"], token)
    equal(read, [event["message"] for event in events])
    raises(
        errors.InvalidParameterException,
        logs.get_log_events,
        logGroupName=group,
        logStreamName="a/1",
        nextToken="f/invalid",
    )
    passed("GetLogEvents: pages forward; the last token repeats; an invalid token is rejected")

    streams = logs.describe_log_streams(logGroupName=group, orderBy="LastEventTime", descending=True)
    equal([stream["logStreamName"] for stream in streams["logStreams"]][:2], ["b/1", "a/1"])
    passed("DescribeLogStreams: by the time of the last event")


def put_segment(number, **fields):
    now = time.time()
    identifier = f"{number:016x}"
    trace_id = f"1-{int(now):08x}-{number:024x}"
    segment = {
        "name": "shop",
        "id": identifier,
        "trace_id": trace_id,
        "start_time": now - 1,
        "end_time": now - 0.5,
        **fields,
    }
    return trace_id, json.dumps(segment)


def check_traces():
    segments = [
        put_segment(
            number,
            annotations={"number": number, "channel": "python"},
            http={"request": {"method": "GET", "url": "https://shop.example/orders"}},
            **({"fault": True} if number % 10 == 0 else {}),
        )
        for number in range(1, 251)
    ]
    for start in range(0, len(segments), 50):
        response = xray.put_trace_segments(
            TraceSegmentDocuments=[document for _, document in segments[start : start + 50]]
        )
        equal(response["UnprocessedTraceSegments"], [])
    response = xray.put_trace_segments(TraceSegmentDocuments=['{"name": "shop", "id": "1"}'])
    equal(len(response["UnprocessedTraceSegments"]), 1)
    passed("PutTraceSegments: 250 segments in five calls; an invalid one is unprocessed")

    window = {
        "StartTime": datetime.now(timezone.utc) - timedelta(minutes=10),
        "EndTime": datetime.now(timezone.utc) + timedelta(seconds=5),
    }

    def summaries(**arguments):
        pages = xray.get_paginator("get_trace_summaries").paginate(**window, **arguments)
        pages = list(pages)
        return pages, [summary for page in pages for summary in page["TraceSummaries"]]

    until("250 traces", lambda: len(summaries()[1]) == 250)
    pages, found = summaries()
    assert len(pages) > 1, "expected more than one page"
    equal({summary["Id"] for summary in found}, {trace_id for trace_id, _ in segments})
    passed("GetTraceSummaries: every trace once, over several pages")

    equal(len(summaries(FilterExpression="fault")[1]), 25)
    equal(len(summaries(FilterExpression="annotation.number > 240")[1]), 10)
    equal(len(summaries(FilterExpression='service("shop") AND annotation.channel = "python"')[1]), 250)
    equal(len(summaries(FilterExpression='http.method = "POST"')[1]), 0)
    raises(
        xray.exceptions.InvalidRequestException,
        xray.get_trace_summaries,
        **window,
        FilterExpression="annotation.number >",
    )
    raises(
        xray.exceptions.InvalidRequestException,
        xray.get_trace_summaries,
        StartTime=window["EndTime"],
        EndTime=window["StartTime"],
    )
    passed("GetTraceSummaries: filter expressions; InvalidRequestException")

    trace_id = segments[0][0]
    unknown = "1-00000001-000000000000000000000001"
    response = xray.batch_get_traces(TraceIds=[trace_id, unknown])
    equal([trace["Id"] for trace in response["Traces"]], [trace_id])
    document = json.loads(response["Traces"][0]["Segments"][0]["Document"])
    equal(document["annotations"], {"number": 1, "channel": "python"})
    equal(response["UnprocessedTraceIds"], [unknown])
    raises(
        xray.exceptions.InvalidRequestException,
        xray.batch_get_traces,
        TraceIds=[trace_id for trace_id, _ in segments[:6]],
    )
    passed("BatchGetTraces: documents as sent, unknown IDs, too many IDs")

    services = xray.get_service_graph(**window)["Services"]
    shop = next(service for service in services if service["Name"] == "shop")
    equal(shop["SummaryStatistics"]["TotalCount"], 250)
    equal(shop["SummaryStatistics"]["FaultStatistics"]["TotalCount"], 25)
    statistics = xray.get_time_series_service_statistics(
        **window, EntitySelectorExpression='service("shop")'
    )["TimeSeriesServiceStatistics"]
    equal(sum(s["ServiceSummaryStatistics"]["TotalCount"] for s in statistics), 250)
    statistics = xray.get_time_series_service_statistics(**window)["TimeSeriesServiceStatistics"]
    equal(sum(s["EdgeSummaryStatistics"]["TotalCount"] for s in statistics), 250)
    assert xray.get_trace_graph(TraceIds=[trace_id])["Services"], "no services"
    passed("GetServiceGraph, GetTraceGraph and GetTimeSeriesServiceStatistics")


def check_groups_and_sampling():
    xray.create_group(GroupName="faults", FilterExpression="fault = true")
    equal(xray.get_group(GroupName="faults")["Group"]["FilterExpression"], "fault = true")
    raises(xray.exceptions.InvalidRequestException, xray.create_group, GroupName="faults")
    names = [group["GroupName"] for group in xray.get_groups()["Groups"]]
    assert "faults" in names, names
    xray.delete_group(GroupName="faults")
    raises(xray.exceptions.InvalidRequestException, xray.get_group, GroupName="faults")
    rules = xray.get_sampling_rules()["SamplingRuleRecords"]
    assert any(rule["SamplingRule"]["RuleName"] == "Default" for rule in rules), rules
    passed("Groups and sampling rules")

    for call in (xray.get_encryption_config, logs.describe_metric_filters):
        try:
            call()
        except ClientError as error:
            equal(error.response["Error"]["Code"], "UnknownOperationException")
        else:
            raise AssertionError("expected UnknownOperationException")
    passed("Operations that the console does not have: UnknownOperationException")


check_log_groups()
check_log_events()
check_traces()
check_groups_and_sampling()
