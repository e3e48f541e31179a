"""The questions as tools of the Model Context Protocol. Only what answers an assistant imports this, and the SDK."""

from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from curation.snapshots.protocol import Snapshot
from reviews.sharing.assistants.arguments import Arguments, UnusableArguments
from reviews.sharing.assistants.tools import QUESTIONS, AssistantQuestion, ask
from reviews.sharing.briefs.writing import ANSWER, as_data, as_markdown

INSTRUCTIONS = (
    "Plumbline compares Python web frameworks on sourced evidence. Every answer names the claims it rests on, each "
    "with source, place, day and address: cite them. “Not checked” means that nobody looked, never “no”; “none found” "
    "that a search found nothing; “no” that a document says so."
)
READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def make_server(read: Callable[[], Snapshot]) -> Server[Any]:
    """Return a server that answers from what ``read`` returns."""

    async def list_tools(_context: Any, _params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[tool(name, question) for name, question in QUESTIONS.items()])

    async def call_tool(_context: Any, params: CallToolRequestParams) -> CallToolResult:
        if params.name not in QUESTIONS:
            raise MCPError(
                INVALID_PARAMS, f"There is no tool “{params.name[:60]}”; allowed are {', '.join(QUESTIONS)}."
            )
        # Reading the database is synchronous, and belongs to the thread that holds its connection.
        return await sync_to_async(answer)(read, QUESTIONS[params.name], params.arguments or {})

    return Server(
        "plumbline",
        title="Plumbline",
        version=str(settings.SPECTACULAR_SETTINGS["VERSION"]),
        website_url=settings.ORIGIN.geturl(),
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def tool(name: str, question: AssistantQuestion) -> Tool:
    return Tool(
        name=name,
        title=question.title,
        description=question.description,
        input_schema=question.schema,
        output_schema=ANSWER,
        annotations=READ_ONLY,
    )


def answer(read: Callable[[], Snapshot], question: AssistantQuestion, arguments: Arguments) -> CallToolResult:
    """Return an answer as Markdown to read and as data; what is wrong with the arguments is told to who asked."""
    try:
        cited = ask(read(), question, arguments)
    except UnusableArguments as error:
        return CallToolResult(content=[TextContent(text=str(error))], is_error=True)
    return CallToolResult(content=[TextContent(text=as_markdown(cited))], structured_content=as_data(cited))
