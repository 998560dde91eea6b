"""Cloud Scheduler: the jobs of the slots. The client is made at first use, as it opens a connection.

``CLOUD_SCHEDULER_ENDPOINT`` leads the same client to a stand-in. Every call sets its time limit and retries: Google's
defaults are 600 s and, for writes, no retry.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from shared.kpt.errors import OutcomeUnknown, RetryLater
from shared.kpt.schedule.slots import FoundJob, SlotJob, is_ours

if TYPE_CHECKING:
    from google.api_core.retry import Retry
    from google.cloud.scheduler_v1 import CloudSchedulerClient, Job

CALL_WITHIN = 5.0
TRY_AGAIN_FOR = 20.0
RETRIES = 5
"""How often Cloud Scheduler retries to publish, at most (RetryConfig.retry_count)."""


class Scheduler:
    """The jobs of slots in a project and region. Other jobs are ignored."""

    def __init__(self, project: str, location: str, endpoint: str) -> None:
        self._project, self._endpoint = project, endpoint
        self._parent = f"projects/{project}/locations/{location}"

    @cached_property
    def _client(self) -> "CloudSchedulerClient":
        from google.cloud import scheduler_v1  # 0.2 s that only `schedule` and `sweep` need

        if not self._endpoint:
            return scheduler_v1.CloudSchedulerClient()
        import grpc
        from google.cloud.scheduler_v1.services.cloud_scheduler.transports import CloudSchedulerGrpcTransport

        channel = grpc.insecure_channel(self._endpoint)
        return scheduler_v1.CloudSchedulerClient(transport=CloudSchedulerGrpcTransport(channel=channel))

    def make(self, job: SlotJob) -> None:
        """Create a job. One that exists already counts as created."""
        from google.api_core.exceptions import AlreadyExists

        try:
            self._call("create", self._client.create_job, parent=self._parent, job=self._job(job))
        except AlreadyExists:
            return

    def correct(self, job: SlotJob) -> None:
        """Correct a job's settings. One that is gone meanwhile is created."""
        from google.api_core.exceptions import NotFound

        try:
            self._call("update", self._client.update_job, job=self._job(job))
        except NotFound:
            self.make(job)

    def remove(self, job_id: str) -> None:
        """Delete a job. One that is gone already counts as deleted. Raises ValueError for a job that is not a
        slot's."""
        from google.api_core.exceptions import NotFound

        if not is_ours(job_id):
            raise ValueError(f"{job_id} is not a slot's job")
        try:
            self._call("delete", self._client.delete_job, name=f"{self._parent}/jobs/{job_id}")
        except NotFound:
            return

    def jobs(self) -> Iterator[FoundJob]:
        """All jobs of slots."""
        for job in self._call("list", self._all, parent=self._parent):
            job_id = job.name.rpartition("/")[2]
            if is_ours(job_id):
                yield FoundJob(job_id, _settings(job))

    def _all(self, **arguments: Any) -> "list[Job]":
        return list(self._client.list_jobs(**arguments))

    def settings_of(self, job: SlotJob) -> Mapping[str, str]:
        """The settings of a job that nobody has changed by hand."""
        return _settings(self._job(job))

    def _job(self, job: SlotJob) -> "Job":
        from google.cloud.scheduler_v1 import Job, PubsubTarget, RetryConfig
        from google.protobuf.duration_pb2 import Duration

        return Job(
            name=f"{self._parent}/jobs/{job.job}",
            description=f"Furikaeri: {job}. Made and removed by the app itself.",
            schedule=job.cron,
            time_zone=job.slot.zone,
            pubsub_target=PubsubTarget(
                topic_name=f"projects/{self._project}/topics/{job.kind}",
                data=json.dumps({"slot": str(job.slot)}).encode(),
            ),
            retry_config=RetryConfig(retry_count=RETRIES, min_backoff_duration=Duration(seconds=10)),
        )

    def _call(self, permission: str, method: Any, **arguments: Any) -> Any:
        """Make a call within its time limit. Raises ``RetryLater``, naming a missing permission, and
        ``OutcomeUnknown``."""
        from google.api_core.exceptions import GoogleAPICallError, PermissionDenied, RetryError

        try:
            return method(**arguments, timeout=CALL_WITHIN, retry=_retry())
        except PermissionDenied as error:
            raise RetryLater(f"the permission cloudscheduler.jobs.{permission} is missing") from error
        except RetryError as error:
            raise OutcomeUnknown("cloud_scheduler_silent") from error
        except GoogleAPICallError as error:
            if error.code in (429, 500, 503, 504):
                raise OutcomeUnknown("cloud_scheduler_silent") from error
            raise


def _retry() -> "Retry":
    from google.api_core.exceptions import DeadlineExceeded, ServiceUnavailable
    from google.api_core.retry import Retry, if_exception_type

    return Retry(if_exception_type(DeadlineExceeded, ServiceUnavailable), initial=0.2, maximum=2, timeout=TRY_AGAIN_FOR)


def _settings(job: "Job") -> Mapping[str, str]:
    """All settings that somebody may change: schedule, topic, data and retries."""
    return {
        "schedule": job.schedule,
        "time_zone": job.time_zone,
        "topic": job.pubsub_target.topic_name,
        "data": job.pubsub_target.data.decode(errors="replace"),
        "retries": str(job.retry_config.retry_count),
        "backoff": str(job.retry_config.min_backoff_duration),
    }
