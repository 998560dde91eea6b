# One account a function, with the least that it needs. Nothing here can read a secret or a topic of another.
resource "google_service_account" "function" {
  for_each = local.functions

  account_id   = "furikaeri-${each.key}"
  display_name = "Furikaeri: ${each.key}"
  depends_on   = [google_project_service.api]

  # One that a deployment made which was cut off is taken as it is.
  create_ignore_already_exists = true
}

# Documents: Firestore knows no rights by collection, but by database. The board, which is open to the internet, only
# reads. https://cloud.google.com/firestore/native/docs/manage-databases#configure_per-database_access_permissions
resource "google_project_iam_member" "store" {
  for_each = local.functions

  project = var.project
  role    = each.value.store
  member  = google_service_account.function[each.key].member

  condition {
    title       = "Furikaeri's database"
    description = "The database that the entries lie in, and no other of this project."
    expression  = "resource.name == \"projects/${var.project}/databases/${var.firestore_database}\""
  }

  lifecycle {
    create_before_destroy = true
  }
}

# A slot's teams are handed on over the function's own topic.
resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = local.with_topic

  topic  = google_pubsub_topic.topic[each.key].id
  role   = "roles/pubsub.publisher"
  member = google_service_account.function[each.key].member
}

# What a team's spreadsheet is to follow: an entry, a setting, an erasure, a week that is over.
resource "google_pubsub_topic_iam_member" "sheet_publisher" {
  for_each = toset(["announce", "errand", "sweep"])

  topic  = google_pubsub_topic.topic["sheet"].id
  role   = "roles/pubsub.publisher"
  member = google_service_account.function[each.key].member
}

# What shared/cloud/scheduler.py calls, and nothing else: a test holds the two together. Google has no right to make jobs
# for some topics only: whoever may make jobs may let them publish to every topic of the project. So take a project of
# its own for Furikaeri, as docs/operate.md says. https://cloud.google.com/scheduler/docs/access-control
resource "google_project_iam_custom_role" "scheduler" {
  role_id     = var.scheduler_role
  title       = "Furikaeri: keep the slots' jobs"
  description = "Make, find, correct and remove jobs of Cloud Scheduler."
  permissions = [
    "cloudscheduler.jobs.create",
    "cloudscheduler.jobs.delete",
    "cloudscheduler.jobs.list",
    "cloudscheduler.jobs.update",
  ]
}

resource "google_project_iam_member" "scheduler" {
  for_each = local.schedulers

  project = var.project
  role    = google_project_iam_custom_role.scheduler.id
  member  = google_service_account.function[each.key].member
}

resource "google_secret_manager_secret_iam_member" "reader" {
  for_each = local.secret_readers

  project   = var.project
  secret_id = local.secrets[each.value.secret].name
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.function[each.value.function].member
}

# Eventarc brings a function its events in the function's own name.
resource "google_project_iam_member" "event_receiver" {
  for_each = local.with_event

  project = var.project
  role    = "roles/eventarc.eventReceiver"
  member  = google_service_account.function[each.key].member
}

# What builds the functions: https://cloud.google.com/functions/docs/securing/build-custom-sa
resource "google_service_account" "build" {
  account_id   = "furikaeri-build"
  display_name = "Furikaeri: builds the functions"
  depends_on   = [google_project_service.api]

  create_ignore_already_exists = true
}

resource "google_project_iam_member" "build" {
  project = var.project
  role    = "roles/logging.logWriter"
  member  = google_service_account.build.member
}

# It reads our archive, and the copy of it from which Google builds; not Terraform's state, and no export of entries.
# By a condition, as Google makes the second bucket only with the first function.
resource "google_project_iam_member" "build_reads" {
  project = var.project
  role    = "roles/storage.objectViewer"
  member  = google_service_account.build.member

  condition {
    title       = "The functions' sources"
    description = "The two buckets that the functions are built from."
    expression = join(" || ", flatten([
      for bucket in local.sources : [
        "resource.name == \"projects/_/buckets/${bucket}\"",
        "resource.name.startsWith(\"projects/_/buckets/${bucket}/objects/\")",
      ]
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  sources = [
    google_storage_bucket.archive.name,
    "gcf-v2-sources-${data.google_project.this.number}-${var.region}",
  ]
}

resource "google_artifact_registry_repository_iam_member" "build" {
  repository = google_artifact_registry_repository.images.id
  location   = var.region
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.build.member
}

# Who read which documents, by Google's own log: READ_LOG=1. Off, as it costs by the amount (docs/cost.md). Google has one
# setting for Firestore and Datastore: https://cloud.google.com/firestore/native/docs/audit-logging
resource "google_project_iam_audit_config" "firestore" {
  count = var.log_firestore_reads ? 1 : 0

  project = var.project
  service = "datastore.googleapis.com"

  audit_log_config {
    log_type = "DATA_READ"
  }

  audit_log_config {
    log_type = "DATA_WRITE"
  }
}
