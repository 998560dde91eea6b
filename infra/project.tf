data "google_project" "this" {
  project_id = var.project
}

resource "google_project_service" "api" {
  for_each = toset([
    "artifactregistry.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudfunctions.googleapis.com",
    "cloudresourcemanager.googleapis.com",
    "cloudscheduler.googleapis.com",
    "eventarc.googleapis.com",
    "firebaserules.googleapis.com",
    "firestore.googleapis.com",
    "iam.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
    "sheets.googleapis.com",
    "storage.googleapis.com",
  ])

  service            = each.key
  disable_on_destroy = false
}

# The archive is what is tested: `make package`. Its hash is in its name, so that new code is a new deployment.
resource "google_storage_bucket" "archive" {
  name                        = "${var.project}-furikaeri-archive"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true
  depends_on                  = [google_project_service.api]
}

resource "google_storage_bucket_object" "archive" {
  name   = "furikaeri-${filesha256(var.archive)}.zip"
  bucket = google_storage_bucket.archive.name
  source = var.archive
}

# Requests that are refused (401: without Slack's signature) are counted by Cloud Run's own metric, and not kept one by
# one: whoever sends millions of them does not make them logs that cost.
locals {
  refused = "resource.type=\"cloud_run_revision\" AND (${join(" OR ", formatlist("resource.labels.service_name=\"%s\"", sort(local.public)))}) AND httpRequest.status=401"
}

resource "google_logging_project_exclusion" "refused" {
  name        = "furikaeri-refused"
  description = "Requests to the public functions that were refused."
  filter      = local.refused
  depends_on  = [google_project_service.api]
}

# The functions' images. Cloud Run keeps its own copy of what it runs; without this rule each deployment adds seven.
resource "google_artifact_registry_repository" "images" {
  repository_id = "furikaeri"
  location      = var.region
  format        = "DOCKER"
  description   = "Furikaeri: images of the functions"
  depends_on    = [google_project_service.api]

  cleanup_policies {
    id     = "delete-old"
    action = "DELETE"
    condition {
      older_than = "86400s"
    }
  }

  cleanup_policies {
    id     = "keep-newest"
    action = "KEEP"
    most_recent_versions {
      keep_count = 2
    }
  }
}

resource "google_pubsub_topic" "topic" {
  for_each = local.with_topic

  name       = each.key
  labels     = { app = "furikaeri" }
  depends_on = [google_project_service.api]

  # What was given up can be sent again for a month: docs/operate.md, Events wait too long. A dead-letter topic would give
  # up sooner: after a hundred tries at the most, which are over in 17 hours; without one it is tried for seven days.
  message_retention_duration = "2678400s"
}

locals {
  # The local run takes them from the same file (local/google/scheduler.py).
  sweep_times = jsondecode(file("${path.module}/sweep_times.json"))
}

# All other jobs are the slots', made and removed by `schedule` and `sweep`. These are not touched by them.
resource "google_cloud_scheduler_job" "sweep" {
  name        = "furikaeri-sweep"
  description = "Furikaeri: tidy the slots and notice what was missed."
  region      = var.region
  schedule    = local.sweep_times.tidy
  time_zone   = "Etc/UTC"

  pubsub_target {
    topic_name = google_pubsub_topic.topic["sweep"].id
    data       = base64encode("{}")
  }

  retry_config {
    retry_count          = 5
    min_backoff_duration = "10s"
  }
}

# The same function, every hour: it reads the slots, and tells of one that was missed within two hours.
resource "google_cloud_scheduler_job" "look" {
  name        = "furikaeri-look"
  description = "Furikaeri: notice a slot that was missed."
  region      = var.region
  schedule    = local.sweep_times.look
  time_zone   = "Etc/UTC"

  pubsub_target {
    topic_name = google_pubsub_topic.topic["sweep"].id
    data       = base64encode(jsonencode({ look = "slots" }))
  }

  retry_config {
    retry_count          = 5
    min_backoff_duration = "10s"
  }
}
