# The memory. Nothing here deletes it: `terraform destroy` leaves the database, and Google refuses to delete it.
resource "google_firestore_database" "store" {
  name                              = var.firestore_database
  location_id                       = var.firestore_location
  type                              = "FIRESTORE_NATIVE"
  delete_protection_state           = "DELETE_PROTECTION_ENABLED"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  deletion_policy                   = "ABANDON"
  depends_on                        = [google_project_service.api]
}

# Four weeks of daily backups: point-in-time recovery reaches back seven days.
resource "google_firestore_backup_schedule" "daily" {
  database  = google_firestore_database.store.name
  retention = "2419200s"

  daily_recurrence {}
}

# Reminders' deliveries go after a month. An empty index_config: nothing asks by `expires`.
resource "google_firestore_field" "deliveries_expire" {
  database   = google_firestore_database.store.name
  collection = "deliveries"
  field      = "expires"

  ttl_config {}
  index_config {}
}

# How far a team's spreadsheet is: a map of two hundred revisions that nothing asks by.
resource "google_firestore_field" "sheet_written" {
  database   = google_firestore_database.store.name
  collection = "sheet"
  field      = "written"

  index_config {}
}

# No composite index: every query is one condition on one field (a test reads them from the code).

# Nobody reaches the documents from a browser or a phone; the functions come by IAM, which rules do not concern.
resource "google_firebaserules_ruleset" "deny_all" {
  source {
    files {
      name    = "firestore.rules"
      content = file("${path.module}/firestore.rules")
    }
  }

  depends_on = [google_firestore_database.store]
}

resource "google_firebaserules_release" "firestore" {
  name         = var.firestore_database == "(default)" ? "cloud.firestore" : "cloud.firestore/${var.firestore_database}"
  ruleset_name = google_firebaserules_ruleset.deny_all.name
}
