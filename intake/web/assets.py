"""Files of ours: the stylesheet, the scripts. Their addresses change with them, so browsers keep them."""

from __future__ import annotations

from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from intake.web.pages import HERE


class _Files:
    """Serves `/DIGEST/NAME` from the folder of static files."""

    def __init__(self) -> None:
        self._files = StaticFiles(directory=HERE / "static")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope["path"]).removeprefix(str(scope.get("root_path", ""))).lstrip("/")
        name = path.partition("/")[2]
        response: Response
        try:
            response = await self._files.get_response(name, scope)
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        except Exception:  # noqa: BLE001 - whatever is asked for, there is no such file
            response = PlainTextResponse("There is no such file.\n", 404)
        await response(scope, receive, send)


def files() -> _Files:
    """The application that serves them."""
    return _Files()
