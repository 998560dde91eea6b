"""A stand-in for Cloud Scheduler: its gRPC service on loopback, with the methods that the app uses.

Google has no emulator. The messages are google-cloud-scheduler's own, so that the app uses its real client. It refuses
what Google would refuse, with Google's code.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import product
from pathlib import Path
from threading import Lock
from typing import Any, Final, NoReturn, Self
from zoneinfo import ZoneInfo

import grpc
from google.cloud import scheduler_v1
from google.protobuf.empty_pb2 import Empty

from shared.kpt.day import zone_exists

PROJECT, LOCATION = "local", "local1"
SERVICE = "google.cloud.scheduler.v1.CloudScheduler"
LONGEST_PAGE = 500
SWEEP_TIMES = Path(__file__).parents[2] / "infra" / "sweep_times.json"
"""The file from which Terraform takes the sweep's times, too."""
_NAME = re.compile(r"projects/[a-z0-9-]+/locations/[a-z0-9-]+/jobs/[A-Za-z0-9_-]{1,500}")
_CRON = re.compile(r"(\S+) (\S+) (\S+) (\S+) (\S+)")
_TOPIC = re.compile(r"projects/[a-z0-9-]+/topics/[A-Za-z][A-Za-z0-9._~+%-]{2,254}")


LOOK: Final = {"look": "slots"}
"""What the hourly job says to the sweep."""


@dataclass(frozen=True)
class Refusal:
    """The code with which calls of a method are refused in a test: PERMISSION_DENIED, UNAVAILABLE."""

    method: str
    code: grpc.StatusCode


@dataclass(frozen=True)
class Firing:
    """One run of a job: when, on which topic, with which data."""

    at: datetime
    job: str
    topic: str
    data: str


class CloudScheduler:
    """The server, as a context manager. ``jobs`` holds the jobs by full name. It fires nothing by itself."""

    def __init__(self) -> None:
        self.jobs: dict[str, scheduler_v1.Job] = {}
        self.calls: list[str] = []
        self.refusals: list[Refusal] = []
        self._lock = Lock()
        self._server = grpc.server(ThreadPoolExecutor(4))
        self._server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, self._handlers()),))
        self.endpoint = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop(grace=1).wait()

    def add_sweep(self) -> None:
        """Add the job that starts the sweep twice a day."""
        self._add("furikaeri-sweep", "tidy", {})

    def add_look(self) -> None:
        """Add the job that lets the sweep check every hour whether a slot was missed. A run over weeks of a set clock
        does without it: it writes nothing, and would be most of the calls."""
        self._add("furikaeri-look", "look", LOOK)

    def _add(self, name: str, when: str, data: Mapping[str, str]) -> None:
        """Add a job as Terraform makes it."""
        about = json.dumps(data).encode()
        target = scheduler_v1.PubsubTarget(topic_name=f"projects/{PROJECT}/topics/sweep", data=about)
        job = scheduler_v1.Job(
            name=f"projects/{PROJECT}/locations/{LOCATION}/jobs/{name}",
            schedule=json.loads(SWEEP_TIMES.read_text())[when],
            time_zone="Etc/UTC",
            pubsub_target=target,
        )
        self.jobs[job.name] = job

    def next_firings(self, after: datetime) -> list[Firing]:
        """The next runs after a moment: one, or several at the same time, by name."""
        with self._lock:
            coming = [_next_run(job, after) for job in self.jobs.values()]
        first = min((firing.at for firing in coming), default=None)
        return sorted((firing for firing in coming if firing.at == first), key=lambda firing: firing.job)

    def last_firings(self, now: datetime) -> dict[str, Firing]:
        """The last run of each job up to a moment, by the job's full name."""
        with self._lock:
            jobs = dict(self.jobs)
        return {name: _firing(job, max(m for m in _runs(job, now) if m <= now)) for name, job in jobs.items()}

    def _handlers(self) -> dict[str, Any]:
        job, v1 = scheduler_v1.Job, scheduler_v1
        return {
            "CreateJob": self._method("CreateJob", self._create, v1.CreateJobRequest, job.serialize),
            "UpdateJob": self._method("UpdateJob", self._update, v1.UpdateJobRequest, job.serialize),
            "GetJob": self._method("GetJob", self._get, v1.GetJobRequest, job.serialize),
            "DeleteJob": self._method("DeleteJob", self._delete, v1.DeleteJobRequest, Empty.SerializeToString),
            "ListJobs": self._method("ListJobs", self._list, v1.ListJobsRequest, v1.ListJobsResponse.serialize),
        }

    def _method(self, name: str, answer: Callable[[Any, Any], Any], request: Any, serializer: Any) -> Any:
        def called(message: Any, context: grpc.ServicerContext) -> Any:
            with self._lock:
                self.calls.append(name)
                for refusal in self.refusals:
                    if refusal.method == name:
                        context.abort(refusal.code, f"{name} is refused here")
                return answer(message, context)

        return grpc.unary_unary_rpc_method_handler(called, request.deserialize, serializer)

    def _create(self, request: Any, context: grpc.ServicerContext) -> scheduler_v1.Job:
        job: scheduler_v1.Job = request.job
        _check(job, context)
        if not job.name.startswith(f"{request.parent}/jobs/"):
            _refuse(context, "the job is not of its parent")
        if job.name in self.jobs:
            context.abort(grpc.StatusCode.ALREADY_EXISTS, f"Job {job.name} already exists.")
        self.jobs[job.name] = job
        return job

    def _update(self, request: Any, context: grpc.ServicerContext) -> scheduler_v1.Job:
        job: scheduler_v1.Job = request.job
        _check(job, context)
        self._existing(job.name, context)
        self.jobs[job.name] = job
        return job

    def _get(self, request: Any, context: grpc.ServicerContext) -> scheduler_v1.Job:
        return self._existing(request.name, context)

    def _delete(self, request: Any, context: grpc.ServicerContext) -> Empty:
        self._existing(request.name, context)
        del self.jobs[request.name]
        return Empty()

    def _list(self, request: Any, _context: grpc.ServicerContext) -> scheduler_v1.ListJobsResponse:
        size = min(request.page_size or LONGEST_PAGE, LONGEST_PAGE)
        start = int(request.page_token or 0)
        mine = [self.jobs[name] for name in sorted(self.jobs) if name.startswith(f"{request.parent}/jobs/")]
        more = str(start + size) if start + size < len(mine) else ""
        return scheduler_v1.ListJobsResponse(jobs=mine[start : start + size], next_page_token=more)

    def _existing(self, name: str, context: grpc.ServicerContext) -> scheduler_v1.Job:
        if name not in self.jobs:
            context.abort(grpc.StatusCode.NOT_FOUND, f"Job {name} not found.")
        return self.jobs[name]


def _next_run(job: scheduler_v1.Job, after: datetime) -> Firing:
    return _firing(job, min(m for m in _runs(job, after) if m > after))


def _runs(job: scheduler_v1.Job, around: datetime) -> Iterator[datetime]:
    """A job's runs on the days around a moment. It knows daily crons at one minute of some hours, or of every hour."""
    minute, named, *_ = job.schedule.split()
    hours = range(24) if named == "*" else map(int, named.split(","))
    zone = ZoneInfo(job.time_zone)
    today = around.astimezone(zone).date()
    for n, hour in product(range(-2, 3), hours):
        yield datetime.combine(today + timedelta(n), time(hour, int(minute)), tzinfo=zone).astimezone(UTC)


def _firing(job: scheduler_v1.Job, at: datetime) -> Firing:
    topic = job.pubsub_target.topic_name.rpartition("/")[2]
    return Firing(at, job.name.rpartition("/")[2], topic, job.pubsub_target.data.decode())


def _check(job: scheduler_v1.Job, context: grpc.ServicerContext) -> None:
    if not _NAME.fullmatch(job.name):
        _refuse(context, f"Job name {job.name!r} is malformed")
    if not _CRON.fullmatch(job.schedule):
        _refuse(context, f"Schedule {job.schedule!r} is malformed")
    if not zone_exists(job.time_zone):
        _refuse(context, f"Time zone {job.time_zone!r} is not known")
    if not _TOPIC.fullmatch(job.pubsub_target.topic_name):
        _refuse(context, f"Topic {job.pubsub_target.topic_name!r} is malformed")
    if len(job.description) > 500 or job.retry_config.retry_count > 5:
        _refuse(context, "description or retry_count is over its limit")


def _refuse(context: grpc.ServicerContext, why: str) -> NoReturn:
    context.abort(grpc.StatusCode.INVALID_ARGUMENT, why)
    raise AssertionError("abort() raises")
