"""A service that guards its endpoints: what HER-SYS no longer permits is answered with 403, the reason and the way out.

The clock is an argument, so that the service can be asked about any instant; in production pass
``lambda: datetime.now(UTC)``. No web framework is needed to see it: a response is a status and a body.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import NamedTuple

from hersys_lifecycle import Capability, Decision, Lifecycle, Prefecture, Role, official_lifecycle
from hersys_lifecycle.instants import JST

Clock = Callable[[], datetime]


class Request(NamedTuple):
    """Who asks, as the service knows from its own log-in."""

    prefecture: Prefecture
    role: Role = Role.PREFECTURE


class Response(NamedTuple):
    """What goes back."""

    status: int
    body: Mapping[str, object]


Endpoint = Callable[[Request], Response]


def guarded(capability: Capability, lifecycle: Lifecycle, clock: Clock) -> Callable[[Endpoint], Endpoint]:
    """Run an endpoint only if what it does is allowed at the instant of the request."""

    def guard(endpoint: Endpoint) -> Endpoint:
        @wraps(endpoint)
        def answer(request: Request) -> Response:
            decision = lifecycle.check(capability, request.prefecture, at=clock(), role=request.role)
            return endpoint(request) if decision else refused(decision)

        return answer

    return guard


def refused(decision: Decision) -> Response:
    """Return the 403 of a decision: a sentence for people, and for programs the fields of its JSON form."""
    told = decision.to_dict()
    fields = {name: told[name] for name in ("reason", "at", "next_allowed", "basis")}
    return Response(403, {"detail": decision.explain("en"), **fields})


def service(lifecycle: Lifecycle, clock: Clock) -> Mapping[str, Endpoint]:
    """Return the endpoints of the service by their routes."""

    @guarded(Capability.EDIT, lifecycle, clock)
    def edit_case(request: Request) -> Response:
        return Response(200, {"edited": f"a case of {request.prefecture.name_en}"})

    @guarded(Capability.BULK_EXPORT, lifecycle, clock)
    def bulk_export(request: Request) -> Response:
        return Response(200, {"download": f"all cases of {request.prefecture.name_en}"})

    return {"PUT /cases/1": edit_case, "GET /bulk-export": bulk_export}


def show(route: str, at: datetime) -> None:
    """Send Osaka's request to a service whose clock stands at an instant, and print what comes back."""
    endpoints = service(official_lifecycle(), clock=lambda: at)
    response = endpoints[route](Request(Prefecture.OSAKA))
    print(f"{at:%Y-%m-%d %H:%M:%S}  {route}  →  {response.status}")
    print(json.dumps(response.body, ensure_ascii=False, indent=2), end="\n\n")


def main() -> None:
    """Show both endpoints just before and just after the edges of what they may do."""
    show("PUT /cases/1", datetime(2023, 10, 31, 17, 59, 59, tzinfo=JST))
    show("PUT /cases/1", datetime(2023, 10, 31, 18, tzinfo=JST))
    show("GET /bulk-export", datetime(2023, 11, 12, 23, 59, 59, tzinfo=JST))
    show("GET /bulk-export", datetime(2023, 11, 13, tzinfo=JST))


if __name__ == "__main__":
    main()
