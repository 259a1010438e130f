"""Files of the whole release: `/v1/downloads`."""

import base64
from email.utils import format_datetime
from http import HTTPStatus
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path
from fastapi.responses import FileResponse
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from policyfacts.errors import FilesNotReady, NotFound, ParameterError, quote
from policyfacts.http.context import RequestContext
from policyfacts.http.costly import costly
from policyfacts.http.gate import Work
from policyfacts.http.params import CurrentContext, EmptyQuery, PathWord
from policyfacts.http.problem_responses import NOT_FOUND, problem
from policyfacts.http.response_headers import check_not_modified, response_headers
from policyfacts.http.urls import UrlBuilder
from policyfacts.renderers.release_files import NAMES, ExportedFile, ReleaseFiles
from policyfacts.schemas.downloads import Download, DownloadLinks, DownloadList
from policyfacts.schemas.envelope import Meta, Page
from policyfacts.search.names.hints import suggest_close

router = APIRouter(tags=["Downloads"])

FileName = Annotated[
    PathWord,
    Path(
        alias="name",
        max_length=120,
        description="Name of a file.",
        openapi_examples={name: {"value": name} for name in NAMES},
    ),
]
_BYTES: dict[str, Any] = {"type": "string", "format": "binary"}
_MEDIA_TYPES = ("application/x-ndjson", "application/zip", "application/vnd.sqlite3")
_CONTENT = {media_type: {"schema": _BYTES} for media_type in _MEDIA_TYPES}
_REMOVED = "The files of the release were removed, and are made again: ask again soon."
_REFUSED_RANGES = {
    HTTPStatus.BAD_REQUEST: "The Range header cannot be read: write bytes=0-499.",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: "The file has no such bytes.",
}


def _must_be_made(context: RequestContext, **_: object) -> bool:
    return not context.service.exports.has_files(context.service.snapshots.newest)


@router.get("/downloads", summary="Files of the whole release")
@costly(Work.LONG, when=_must_be_made)
def list_downloads(_: EmptyQuery, context: CurrentContext) -> DownloadList:
    """The release in files, with their sizes and checksums; quotes of sentences are left out."""
    with context.session(of_history=True) as session:
        manifest = context.service.exports.files(session).manifest
    count = len(manifest.files)
    return DownloadList(
        items=[_present_file(file, context.urls) for file in manifest.files],
        page=Page(limit=count, count=count, total=count, next=None),
        facets={},
        license_url=manifest.license_url,
        meta=Meta(
            release=manifest.release,
            query={},
            license=manifest.license,
            citation=manifest.citation,
            warnings=[],
        ),
    )


@router.get(
    "/downloads/{name}",
    summary="One file",
    response_class=FileResponse,
    responses={
        200: {"description": "The file.", "content": _CONTENT},
        206: {"description": "The bytes that the Range header asks for.", "content": _CONTENT},
        400: problem("The Range header cannot be read."),
        404: NOT_FOUND,
        416: problem("The file has no bytes in the range asked for."),
    },
)
@costly(Work.LONG, when=_must_be_made)
def download_file(name: FileName, _: EmptyQuery, context: CurrentContext) -> FileResponse:
    """The file as an attachment, whole or in ranges, with its SHA-256 in `Repr-Digest`."""
    if name not in NAMES:
        raise _no_such_file(name)
    service, request = context.service, context.request
    with service.session() as session:
        files = service.exports.files(session)
    try:
        answer = _SentFile(files, name)
    except FileNotFoundError:
        raise FilesNotReady(_REMOVED) from None
    headers = response_headers(request.scope)
    headers.etag, headers.last_modified = answer.headers["ETag"], files.release.loaded_at
    check_not_modified(request)
    return answer


def _no_such_file(name: str) -> NotFound:
    error = NotFound(f"There is no file {quote(name)}: ask for one of {', '.join(NAMES)}.")
    near = tuple(suggest_close(name, {file: file for file in NAMES}))
    error.errors = (ParameterError("name", error.code, error.detail, near, NAMES),)
    return error


class _SentFile(FileResponse):
    """Sends a file, and holds its folder until the last byte."""

    def __init__(self, files: ReleaseFiles, name: str) -> None:
        file, path = files.find(name), files.folder / name
        digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
        label = PurePath(name)
        super().__init__(
            path,
            stat_result=path.stat(),
            media_type=file.media_type,
            filename=f"{label.stem}-{files.release.id}{label.suffix}",
            headers={
                "ETag": f'"{file.sha256}"',
                "Last-Modified": format_datetime(files.release.loaded_at, usegmt=True),
                "Repr-Digest": f"sha-256=:{digest}:",
            },
        )
        self.files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; ranges that cannot be had are refused with a problem."""

        start: Message | None = None

        async def send_or_refuse(message: Message) -> None:
            nonlocal start
            refused = _REFUSED_RANGES.get(message.get("status", HTTPStatus.OK))
            if refused is not None:
                headers = Headers(raw=message["headers"])
                size = {name: headers[name] for name in ("Content-Range",) if name in headers}
                raise HTTPException(message["status"], refused, size)
            if message["type"] == "http.response.start":
                # The file is opened after it: until then it may be removed.
                start = message
                return
            if start is not None:
                await send(start)
                start = None
            await send(message)

        try:
            await super().__call__(_with_known_unit(scope), receive, send_or_refuse)
        except FileNotFoundError:
            if start is None:
                raise
            raise FilesNotReady(_REMOVED) from None


def _with_known_unit(scope: Scope) -> Scope:
    """Drop a range in another unit than bytes, which must be ignored (RFC 9110, 14.2)."""
    headers = [
        (name, value)
        for name, value in scope["headers"]
        if name != b"range" or value.strip().lower().startswith(b"bytes")
    ]
    return {**scope, "headers": headers}


def _present_file(file: ExportedFile, urls: UrlBuilder) -> Download:
    return Download(
        name=file.name,
        media_type=file.media_type,
        bytes=file.bytes,
        sha256=file.sha256,
        rows=file.rows,
        description=file.description,
        links=DownloadLinks(self=urls.url(f"/v1/downloads/{file.name}")),
    )
