# break: the pieces follow each other without a wait
# note: Sanic has no helper for server-sent events; the text of an event is written by hand
import asyncio
import os
import sys

from sanic import Request, Sanic

SECONDS = 0 if os.getenv("BREAK") else 0.1

app = Sanic("Stream")


@app.get("/stream")
async def stream(request: Request) -> None:
    response = await request.respond(content_type="text/plain; charset=utf-8")
    for k in range(1, int(request.args.get("n")) + 1):
        await response.send(f"line {k}\n")
        await asyncio.sleep(SECONDS)
    await response.eof()


@app.get("/events")
async def events(request: Request) -> None:
    response = await request.respond(content_type="text/event-stream", headers={"Cache-Control": "no-cache"})
    for k in range(1, int(request.args.get("n")) + 1):
        await response.send(f"id: {k}\nevent: tick\ndata: {k}\n\n")
        await asyncio.sleep(SECONDS)
    await response.eof()


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
