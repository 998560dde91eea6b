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
}

# All other jobs are the slots', made and removed by `schedule` and `sweep`. This one is not touched by them.
resource "google_cloud_scheduler_job" "sweep" {
  name        = "furikaeri-sweep"
  description = "Furikaeri: tidy the slots and notice what was missed."
  region      = var.region
  schedule    = "10 3,15 * * *"
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
