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

# Firestore keeps an index entry for every field of every document, both ways, and bills it as storage. So in each
# collection only the fields are indexed that the code asks by; a test reads the queries from the code. To ask by another:
# add it here first, deploy, and wait until Google has built the index.
locals {
  asked_by = {
    audit      = { by = "ASCENDING", team = "ASCENDING" }
    deliveries = { claimed_at = "ASCENDING", state = "ASCENDING", thread = "ASCENDING" }
    digests    = { created_at = "BOTH" }
    entries = {
      created_at = "ASCENDING"
      day        = "ASCENDING"
      imported   = "ASCENDING"
      kept_at    = "ASCENDING"
      thanked    = "CONTAINS"
      thanks     = "CONTAINS"
      updated_at = "BOTH"
      user       = "ASCENDING"
    }
    errands   = {}
    people    = {}
    revisions = {}
    screens   = { by = "ASCENDING" }
    sheet     = {}
    slots     = { made_at = "ASCENDING" }
    teams = {
      channel    = "ASCENDING"
      created_by = "ASCENDING"
      member_ids = "CONTAINS"
      slots      = "CONTAINS"
      status     = "ASCENDING"
      updated_by = "ASCENDING"
    }
  }

  indexed = merge([
    for collection, fields in local.asked_by : {
      for field, how in fields : "${collection} ${field}" => { collection = collection, field = field, how = how }
    }
  ]...)
}

resource "google_firestore_field" "not_indexed" {
  for_each = local.asked_by

  database   = google_firestore_database.store.name
  collection = each.key
  field      = "*"

  index_config {}

  # After the fields that are asked by: or queries would fail between the two.
  depends_on = [google_firestore_field.indexed]
}

resource "google_firestore_field" "indexed" {
  for_each = local.indexed

  database   = google_firestore_database.store.name
  collection = each.value.collection
  field      = each.value.field

  index_config {
    dynamic "indexes" {
      for_each = each.value.how == "CONTAINS" ? [] : each.value.how == "BOTH" ? ["ASCENDING", "DESCENDING"] : ["ASCENDING"]

      content {
        order       = indexes.value
        query_scope = "COLLECTION"
      }
    }

    dynamic "indexes" {
      for_each = each.value.how == "CONTAINS" ? ["CONTAINS"] : []

      content {
        array_config = indexes.value
        query_scope  = "COLLECTION"
      }
    }
  }
}

# Documents with a time in this field go by themselves: reminders' deliveries after a month, screens once they are closed.
# Nothing asks by it.
resource "google_firestore_field" "expire" {
  for_each = toset(["deliveries", "screens"])

  database   = google_firestore_database.store.name
  collection = each.key
  field      = "expires"

  ttl_config {}
  index_config {}
}

moved {
  from = google_firestore_field.deliveries_expire
  to   = google_firestore_field.expire["deliveries"]
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
