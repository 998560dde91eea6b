# One account a function, with the least that it needs. Nothing here can read a secret or a topic of another.
resource "google_service_account" "function" {
  for_each = local.functions

  account_id   = "furikaeri-${each.key}"
  display_name = "Furikaeri: ${each.key}"
  depends_on   = [google_project_service.api]
}

# Documents: Firestore knows no rights by collection, but by database. The board, which is open to the internet, only
# reads. https://cloud.google.com/firestore/native/docs/manage-databases#configure_per-database_access_permissions
resource "google_project_iam_member" "store" {
  for_each = local.functions

  project = var.project
  role    = each.key == "board" ? "roles/datastore.viewer" : "roles/datastore.user"
  member  = google_service_account.function[each.key].member

  condition {
    title       = "Furikaeri's database"
    description = "The database that the entries lie in, and no other of this project."
    expression  = "resource.name == \"projects/${var.project}/databases/${var.firestore_database}\""
  }
}

# A slot's teams are handed on over the function's own topic.
resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = local.with_topic

  topic  = google_pubsub_topic.topic[each.key].id
  role   = "roles/pubsub.publisher"
  member = google_service_account.function[each.key].member
}

# What shared/cloud/scheduler.py calls, and nothing else: a test holds the two together.
resource "google_project_iam_custom_role" "scheduler" {
  role_id     = "furikaeriScheduler"
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
}

resource "google_project_iam_member" "build" {
  for_each = toset(["roles/logging.logWriter", "roles/storage.objectViewer"])

  project = var.project
  role    = each.key
  member  = google_service_account.build.member
}

resource "google_artifact_registry_repository_iam_member" "build" {
  repository = google_artifact_registry_repository.images.id
  location   = var.region
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.build.member
}
