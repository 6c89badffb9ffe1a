"""Calls every tool of the MCP server at the URL of the first argument, then wrong ones; prints JSON."""

import asyncio
import json
import sys

from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client


async def call(session, name, arguments):
    try:
        result = await session.call_tool(name, arguments)
    except Exception as error:  # Each client has its own class for errors of the protocol.
        return {"name": name, "outcome": "raised", "text": str(error), "isStructured": False}
    text = result.content[0].text if result.content else ""
    is_structured = result.structured_content is not None
    outcome = "error" if result.is_error else "ok"
    return {"name": name, "outcome": outcome, "text": text, "isStructured": is_structured}


async def main():
    url, calls = sys.argv[1], json.loads(sys.argv[2])
    async with streamable_http_client(url) as (read, write, *_):
        async with ClientSession(read, write) as session:
            await session.initialize()
            tools = (await session.list_tools()).tools
            results = {"tools": [tool.name for tool in tools]}
            for key in ("right", "wrong"):
                results[key] = [await call(session, name, args) for name, args in calls[key]]
            print(json.dumps(results))


asyncio.run(main())
